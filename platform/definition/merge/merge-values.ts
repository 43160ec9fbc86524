import { isNamedList, isObject, isSame, type Named } from '../diff/compare-values.ts'

/** What two sides made of the same thing in different ways: their names from the definition down, and the three values. */
export interface MergeConflict {
  readonly path: readonly string[]
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
}

/** Settles a conflict; undefined leaves it open. */
export type Choose = (conflict: MergeConflict) => 'ours' | 'theirs' | undefined

export interface Merged {
  /** Where there is an open conflict: ours. */
  readonly value: unknown
  readonly conflicts: readonly MergeConflict[]
}

/**
 * Three-way merge per property of name-keyed nodes: what only one side changed is taken from it. Elements of lists are
 * matched by name, or by the name that they had (`was`); an element that one side removed and the other changed is a
 * conflict and stays. Values without names (lists of texts, formulas) are taken as a whole.
 */
export function mergeValues(
  base: unknown,
  ours: unknown,
  theirs: unknown,
  path: readonly string[] = [],
  choose: Choose = leaveOpen,
): Merged {
  if (isSame(ours, theirs) || isSame(theirs, base)) return { value: ours, conflicts: [] }
  if (isSame(ours, base)) return { value: theirs, conflicts: [] }
  if (isObject(ours) && isObject(theirs)) return mergeObjects(isObject(base) ? base : {}, ours, theirs, path, choose)
  if (isNamedList(ours) && isNamedList(theirs)) return mergeLists(isNamedList(base) ? base : [], ours, theirs, path, choose)
  const conflict = { path, base, ours, theirs }
  const choice = choose(conflict)
  if (choice === undefined) return { value: ours, conflicts: [conflict] }
  return { value: choice === 'ours' ? ours : theirs, conflicts: [] }
}

function leaveOpen(): undefined {
  return undefined
}

function mergeObjects(
  base: Record<string, unknown>,
  ours: Record<string, unknown>,
  theirs: Record<string, unknown>,
  path: readonly string[],
  choose: Choose,
): Merged {
  const conflicts: MergeConflict[] = []
  const entries: [string, unknown][] = []
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const merged = mergeValues(own(base, key), own(ours, key), own(theirs, key), [...path, key], choose)
    conflicts.push(...merged.conflicts)
    const kept = merged.value ?? (merged.conflicts.length > 0 ? own(theirs, key) : merged.value)
    if (kept !== undefined) entries.push([key, kept])
  }
  return { value: Object.fromEntries(entries), conflicts }
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function mergeLists(
  base: readonly Named[],
  ours: readonly Named[],
  theirs: readonly Named[],
  path: readonly string[],
  choose: Choose,
): Merged {
  const before = new Map(base.map((element) => [element.name, element]))
  const [mine, yours] = [keyed(ours, before), keyed(theirs, before)]
  const conflicts: MergeConflict[] = []
  const kept = new Map<string, unknown>()
  for (const key of orderOf([...before.keys()], [...mine.keys()], [...yours.keys()])) {
    const merged = mergeValues(before.get(key), mine.get(key), yours.get(key), [...path, key], choose)
    conflicts.push(...merged.conflicts)
    const element = merged.value ?? (merged.conflicts.length > 0 ? yours.get(key) : undefined)
    if (element !== undefined) kept.set(key, element)
  }
  return { value: [...kept.values()], conflicts }
}

/** Elements by the name that they had at the base, else by their own. */
function keyed(elements: readonly Named[], before: ReadonlyMap<string, Named>): Map<string, Named> {
  const names = new Set(elements.map((element) => element.name))
  return new Map(
    elements.map((element) => {
      const former = before.has(element.name) ? undefined : element.was?.find((name) => before.has(name) && !names.has(name))
      return [former ?? element.name, element]
    }),
  )
}

/** The order of the side that moved something (ours when both did); what is new on the other side stands behind its neighbour there. */
function orderOf(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const common = (names: readonly string[]): string[] =>
    names.filter((name) => base.includes(name) && ours.includes(name) && theirs.includes(name))
  const isOursMoved = !isSame(common(ours), common(base))
  const [leading, other] = isOursMoved || isSame(common(theirs), common(base)) ? [ours, theirs] : [theirs, ours]
  const order = [...leading]
  for (const [index, name] of other.entries()) {
    if (order.includes(name)) continue
    const neighbour = other.slice(0, index).findLast((each) => order.includes(each))
    order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, name)
  }
  return order
}
