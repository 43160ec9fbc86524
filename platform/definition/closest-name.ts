/** Longest name that is compared: beyond it a suggestion helps nobody. */
const LONGEST_COMPARED = 60

/** The candidate that somebody probably meant: at most a third of the letters differ (and one may always). */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_COMPARED) return undefined
  const wanted = name.toLowerCase()
  let best: string | undefined
  let bestDistance = Infinity
  for (const candidate of candidates) {
    const limit = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3))
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance <= limit && distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** The end of a message about an unknown name: `,您是否指“x”?`, or nothing. */
export function suggestion(name: string, candidates: Iterable<string>): { zh: string; en: string } {
  const closest = closestName(name, candidates)
  return closest === undefined ? { zh: '', en: '' } : { zh: `,您是否指“${closest}”?`, en: `, did you mean "${closest}"?` }
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1
      let distance = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost)
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) distance = Math.min(distance, before[column - 2]! + 1)
      current.push(distance)
    }
    before = previous
    previous = current
  }
  return previous[right.length]!
}
