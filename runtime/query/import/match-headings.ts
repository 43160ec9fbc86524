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
  return headings.map((heading) => {
    if (heading === null) return null
    const last = remembered.get(heading)
    const to = last !== undefined && (last === null || known.has(last)) ? last : (byWord.get(plainWord(heading)) ?? null)
    if (to === null || taken.has(to)) return null
    taken.add(to)
    return to
  })
}

function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(\[【].*?[)\]】]/g, '')
    .replace(/[\s*:_\-./]/g, '')
}
