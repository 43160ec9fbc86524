import { unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'
import type { PostingDefinition } from '../types.ts'

/** What an entry is worth may follow from others of its posting, but never from itself: costs and outputs form no loop. */
export const postingLoops: Rule = {
  name: 'posting-loops',
  *check(context) {
    for (const { definition, file } of context.collection.of('posting').values()) yield* checkPosting(definition, file)
  },
}

function* checkPosting({ name, entries }: PostingDefinition, file: string): Iterable<Problem> {
  const names = entries.map((entry) => entry.name)
  const sources = new Map(entries.map((entry) => [entry.name, [...(entry.cost?.of ?? []), ...(entry.output?.of ?? [])]]))
  for (const [index, entry] of entries.entries()) {
    for (const [position, source] of (entry.output?.of ?? []).entries()) {
      if (!names.includes(source)) yield unknownName(source, names, file, toPointer('/entries', index, 'output', 'of', position))
    }
    if (!reaches(entry.name, sources)) continue
    yield finding(file, toPointer('/entries', index), 'posting-loop', {
      zh: `“${name}”的分录“${entry.name}”的金额取决于它自己`,
      en: `the entry "${entry.name}" of "${name}" takes its value from itself`,
    })
  }
}

/** Whether following the sources of an entry leads back to it. */
function reaches(entry: string, sources: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const next = [...(sources.get(entry) ?? [])]
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (name === entry) return true
    if (seen.has(name)) continue
    seen.add(name)
    next.push(...(sources.get(name) ?? []))
  }
  return false
}
