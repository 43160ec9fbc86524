import type { ImportTarget } from './import-targets.ts'

/**
 * Which column goes where: as it went the last time, else by its label in either language or its name. A field is filled once.
 * Signs, spaces and what stands in brackets (units, hints) make no difference.
 */
export function matchHeadings(
  headings: readonly (string | null)[],
  targets: readonly ImportTarget[],
  remembered: ReadonlyMap<string, string | null>,
): (string | null)[] {
  const known = new Set(targets.map(({ to }) => to))
  const byWord = new Map<string, string>()
  for (const { to, labels } of targets) {
    for (const label of labels) if (!byWord.has(plainWord(label))) byWord.set(plainWord(label), to)
  }
  const taken = new Set<string>()
  const take = (to: string | null): string | null => {
    if (to === null || taken.has(to)) return null
    taken.add(to)
    return to
  }
  const surely = headings.map((heading) => {
    if (heading === null) return null
    const last = remembered.get(heading)
    return take(last !== undefined && (last === null || known.has(last)) ? last : (byWord.get(plainWord(heading)) ?? null))
  })
  return surely.map((to, index) => {
    const heading = headings[index] ?? null
    return to !== null || heading === null || remembered.has(heading) ? to : take(likeliest(plainWord(heading), byWord, taken))
  })
}

/** What is left and has a longer or a shorter name: `物品编码` is the code, `规格` the 规格型号; two that fit are none. */
function likeliest(word: string, byWord: ReadonlyMap<string, string>, taken: ReadonlySet<string>): string | null {
  if (word.length < SHORTEST) return null
  const fits = [...byWord].filter(([label, to]) => {
    const isFree = !taken.has(to) && !to.includes('.') && label.length >= SHORTEST
    return isFree && (word.endsWith(label) || label.startsWith(word))
  })
  const found = new Set(fits.map(([, to]) => to))
  return found.size === 1 ? [...found][0]! : null
}

/** Shorter words are part of too many others. */
const SHORTEST = 2

function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(\[【].*?[)\]】]/g, '')
    .replace(/[\s*:_\-./]/g, '')
}
