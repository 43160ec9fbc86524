/** Something that a quantity or amount can be taken from: an open item, a batch. */
export interface Available<T> {
  readonly from: T
  /** Above 0. */
  readonly open: number
}

export interface Allocation<T> {
  readonly from: T
  readonly amount: number
}

/**
 * The one queue: takes `amount` (above 0) from what is available, in the order given, as far as it reaches.
 * Layers, batches and open items are all served by it; the caller sorts.
 */
export function allocateInOrder<T>(amount: number, available: readonly Available<T>[]): { parts: Allocation<T>[]; rest: number } {
  const parts: Allocation<T>[] = []
  let rest = amount
  for (const { from, open } of available) {
    if (rest === 0) break
    if (open <= 0) continue
    const part = Math.min(open, rest)
    parts.push({ from, amount: part })
    rest -= part
  }
  return { parts, rest }
}
