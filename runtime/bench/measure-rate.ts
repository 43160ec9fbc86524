/** Rounds that are measured; the best one counts, since everything else on the machine only makes slower. */
const ROUNDS = 5

/** Length of one round in milliseconds. */
const ROUND_MILLISECONDS = 150

/** Where results go, so that no work can be left out as unused. */
const sink: { last: unknown } = { last: undefined }

/** Runs a second of a function; it gets the number of the call. */
export function measureRate(work: (index: number) => unknown): number {
  const batch = findBatch(work)
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < ROUND_MILLISECONDS) {
      for (let index = 0; index < batch; index++) sink.last = work(index)
      count += batch
    }
    best = Math.max(best, (count * 1000) / (performance.now() - start))
  }
  return best
}

/** Calls per look at the clock: about a millisecond. */
function findBatch(work: (index: number) => unknown): number {
  let batch = 16
  for (;;) {
    const start = performance.now()
    for (let index = 0; index < batch; index++) sink.last = work(index)
    if (performance.now() - start > 1) return batch
    batch *= 2
  }
}
