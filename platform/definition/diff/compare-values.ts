import type { BareChange, ChangeStep } from './change.ts'

/** Properties that identify an element or record its history: compared by the element's match, not on their own. */
const identity = new Set(['kind', 'name', 'was'])

export interface Named {
  readonly name: string
  readonly was?: readonly string[]
}

/** Differences of two values of one place, elements of lists matched by name or by a former name. */
export function* compareValues(before: unknown, after: unknown, path: readonly ChangeStep[]): Iterable<BareChange> {
  if (isSame(before, after)) return
  if (isNamedList(before) && isNamedList(after)) yield* compareLists(before, after, path)
  else if (isObject(before) && isObject(after) && !isLabel(before) && !isLabel(after)) yield* compareObjects(before, after, path)
  else if (isNamedList(after ?? []) && isNamedList(before ?? []) && (before === undefined || after === undefined)) {
    yield* compareLists((before ?? []) as readonly Named[], (after ?? []) as readonly Named[], path)
  } else yield { kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed', path, before, after }
}

function* compareObjects(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  path: readonly ChangeStep[],
): Iterable<BareChange> {
  const isMap = isElementMap(path)
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (identity.has(key) && !isMap) continue
    const step: ChangeStep = isMap ? { element: key, value: after[key] ?? before[key] } : { property: key }
    yield* compareValues(before[key], after[key], [...path, step])
  }
}

/** Maps whose keys are names of things, not properties: steps of a process. */
function isElementMap(path: readonly ChangeStep[]): boolean {
  return path.at(-1)?.property === 'elements'
}

function* compareLists(before: readonly Named[], after: readonly Named[], path: readonly ChangeStep[]): Iterable<BareChange> {
  const rest = new Map(before.map((element) => [element.name, element]))
  const kept: [Named, Named][] = []
  for (const element of after) {
    const match = rest.get(element.name) ?? element.was?.map((name) => rest.get(name)).find((found) => found !== undefined)
    if (match === undefined) continue
    rest.delete(match.name)
    kept.push([match, element])
  }
  for (const removed of rest.values()) {
    yield { kind: 'removed', path: [...path, { element: removed.name, value: removed }], before: removed }
  }
  for (const element of after) {
    const pair = kept.find(([, candidate]) => candidate === element)
    const step: ChangeStep = { element: element.name, value: element }
    if (pair === undefined) yield { kind: 'added', path: [...path, step], after: element }
    else yield* compareElements(pair[0], element, [...path, step])
  }
  const order = before.map(({ name }) => kept.find(([match]) => match.name === name)?.[1].name).filter((name) => name !== undefined)
  if (
    !isSame(
      order,
      kept.map(([, element]) => element.name),
    )
  ) {
    yield { kind: 'reordered', path, before: order, after: kept.map(([, { name }]) => name) }
  }
}

function* compareElements(before: Named, after: Named, path: readonly ChangeStep[]): Iterable<BareChange> {
  if (before.name !== after.name) yield { kind: 'renamed', path, before: before.name, after: after.name }
  yield* compareObjects(before as unknown as Record<string, unknown>, after as unknown as Record<string, unknown>, path)
}

export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]))
  }
  if (!isObject(left) || !isObject(right)) return false
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => isSame(left[key], right[key]))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isNamedList(value: unknown): value is readonly Named[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.name === 'string')
}

export function isLabel(value: unknown): value is { zh: string; en: string } {
  return isObject(value) && typeof value.zh === 'string' && typeof value.en === 'string' && Object.keys(value).length === 2
}
