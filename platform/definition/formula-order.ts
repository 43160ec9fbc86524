import { isAppError } from '../error/index.ts'
import { compileExpression } from '../expression/index.ts'
import { functionsOf, type Registry } from '../plugin/index.ts'
import { isFormula } from './formulas/formula-site.ts'
import type { EntityDefinition, FieldDefinition } from './types.ts'

/** A computed field: `total`, or `lines/amount` for a field of lines. */
export type FieldKey = string

/**
 * Fields of an entity that are computed (formula, default, live), each after what it reads; or the circle that they make.
 * A formula that cannot be read counts as reading nothing: another check names it.
 */
export function orderFormulas(
  entity: EntityDefinition,
  registry: Registry,
): { order: FieldKey[]; cycle?: undefined } | { cycle: FieldKey[]; order?: undefined } {
  const reads = readsOfEntity(entity, registry)
  const order: FieldKey[] = []
  const done = new Set<FieldKey>()
  const visit = (key: FieldKey, trail: readonly FieldKey[]): FieldKey[] | undefined => {
    if (done.has(key)) return undefined
    if (trail.includes(key)) return [...trail.slice(trail.indexOf(key)), key]
    for (const read of reads.get(key) ?? []) {
      const cycle = visit(read, [...trail, key])
      if (cycle !== undefined) return cycle
    }
    done.add(key)
    if (reads.has(key)) order.push(key)
    return undefined
  }
  for (const key of reads.keys()) {
    const cycle = visit(key, [])
    if (cycle !== undefined) return { cycle }
  }
  return { order }
}

function readsOfEntity(entity: EntityDefinition, registry: Registry): Map<FieldKey, FieldKey[]> {
  const groups = new Map<string, readonly FieldDefinition[]>(
    entity.fields.filter((field) => field.fields !== undefined).map((field) => [field.name, field.fields ?? []]),
  )
  const reads = new Map<FieldKey, FieldKey[]>()
  const add = (field: FieldDefinition, lines: string | undefined): void => {
    const texts = [field.formula, field.whenFilled?.formula, field.default, ...Object.values(field.where ?? {})].filter(isFormula)
    const paths = [...texts.flatMap((text) => pathsOf(text, registry)), ...(field.through === undefined ? [] : [[field.through]])]
    if (paths.length > 0) {
      reads.set(
        keyOf(field.name, lines),
        paths.flatMap((path) =>
          keysOf(path, lines, groups).filter((read) => !isAbove(path, lines, groups) || read !== keyOf(field.name, lines)),
        ),
      )
    }
  }
  for (const field of entity.fields) add(field, undefined)
  for (const [lines, fields] of groups) for (const field of fields) add(field, lines)
  return reads
}

function keyOf(name: string, lines: string | undefined): FieldKey {
  return lines === undefined ? name : `${lines}/${name}`
}

/** What a path reads of the record itself; behind a reference it leaves the record. */
function keysOf(
  [first = '', second, third]: readonly string[],
  lines: string | undefined,
  groups: ReadonlyMap<string, readonly FieldDefinition[]>,
): FieldKey[] {
  if (first === 'record') return second === undefined ? [] : keysOf([second, ...(third === undefined ? [] : [third])], undefined, groups)
  if (isAbove([first], lines, groups)) return second === undefined ? [] : [keyOf(second, lines)]
  if (lines !== undefined) return [keyOf(first, lines)]
  return groups.has(first) ? (second === undefined ? [] : [keyOf(second, first)]) : [first]
}

/** The rows above the own one: computed from the first to the last, so that a field may read itself there. */
function isAbove([first]: readonly string[], lines: string | undefined, groups: ReadonlyMap<string, readonly FieldDefinition[]>): boolean {
  return first === 'above' && lines !== undefined && groups.get(lines)?.every(({ name }) => name !== 'above') === true
}

function pathsOf(text: string, registry: Registry): readonly (readonly string[])[] {
  try {
    return compileExpression(text.slice(1), { functions: functionsOf(registry) }).paths
  } catch (error) {
    if (!isAppError(error)) throw error
    return []
  }
}
