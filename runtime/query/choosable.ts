import { fail } from '@formwork/platform/error/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import { toQuery } from '@formwork/platform/expression/to-query.ts'
import { isList, LazyContext, readEntry, type FeelValue } from '@formwork/platform/expression/value.ts'
import { ASKING_NAMES } from '../engine/record/choice-scope.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { readLive, RecordContext, toFeel } from '../engine/record/record-context.ts'
import type { FactBook } from '../engine/record/facts.ts'
import type { PlainScope } from '../engine/record/scope.ts'
import { constantOperand } from './filter.ts'
import type { QueryContext } from './query.ts'
import { factBookOf, withReadFacts } from './read-facts.ts'

/** What the filter reads of the record that refers (wire form), and of its row. */
export interface AskingValues {
  readonly record?: Readonly<Record<string, unknown>>
  readonly line?: Readonly<Record<string, unknown>>
}

/** The reference that is filled in, and around what. Without values only conditions on the record that is looked for hold. */
interface Asked {
  /** `note.party`, `note.lines.item`. */
  readonly place: unknown
  readonly values: unknown
}

/**
 * What the filter of a reference lets through, for a look-up on its behalf: the same condition that a save judges.
 * Errors: `unknown-field` for a place that is no reference to this entity.
 */
export async function choosable(context: QueryContext, target: string, { place, values }: Asked): Promise<readonly Predicate[]> {
  if (place === undefined) return []
  const { field, groups } = findPlace(context, target, place)
  const text = field.definition.filter
  if (field.filter === undefined || text === undefined) return []
  const query = toQuery(text.replace(/^=/, ''), ASKING_NAMES)
  const parts = 'all' in query ? query.all : [query]
  if (typeof values !== 'object' || values === null) return parts.filter((part) => asksOf(part).length === 0)
  const facts = factBookOf(context)
  const scope = askingScope(facts, groups, values as AskingValues)
  const asked = [...new Set(parts.flatMap(asksOf))]
  const found = await withReadFacts(context, facts, 'all', () => asked.map((path) => [path, readPath(scope, path.split('.'))] as const))
  const known = new Map(found)
  return parts.map((part) => bind(part, (operand) => constantsOf(operand, known)))
}

/** The header's fields, and those of the row where the reference stands in one. */
interface Groups {
  readonly record: GroupPlan
  readonly line: GroupPlan | undefined
}

function findPlace(context: QueryContext, target: string, place: unknown): { field: FieldPlan; groups: Groups } {
  const [entity = '', ...path] = typeof place === 'string' ? place.split('.') : []
  const plan = context.model.entities.has(entity) ? planOf(context.model, context.registry, entity) : undefined
  const line = path.length === 2 ? plan?.linesByName.get(path[0]!) : undefined
  const field = (path.length === 2 ? line : plan?.header)?.byName.get(path.at(-1) ?? '')
  if (plan === undefined || field?.target !== target) throw fail('unknown-field', { field: String(place) }, 'for')
  return { field, groups: { record: plan.header, line } }
}

function askingScope(facts: FactBook, { record, line }: Groups, values: AskingValues): PlainScope {
  return {
    record: scopeOf(facts, record, values.record ?? {}),
    line: line === undefined ? null : scopeOf(facts, line, values.line ?? {}),
  }
}

/** Values from the wire that their fields do not take are as if they were empty: they are on their way. */
function scopeOf(facts: FactBook, group: GroupPlan, given: Readonly<Record<string, unknown>>): PlainScope {
  const scope: PlainScope = {}
  for (const field of group.fields) {
    if (field.live) Object.defineProperty(scope, field.name, { get: () => readLive(facts, field, scope) })
    else scope[field.name] = toFeel(facts, field, insideOf(field, given[field.name]))
  }
  return scope
}

function insideOf({ type, definition }: FieldPlan, raw: unknown): unknown {
  if (raw === undefined || raw === null) return null
  const checked = type.check(raw, definition)
  return checked.problem === undefined ? checked.value : null
}

/** Behind a list the path is read of each of its items. */
function readPath(scope: FeelValue, [name, ...rest]: readonly string[]): FeelValue {
  if (name === undefined) return scope
  if (isList(scope)) return scope.flatMap((each) => readPath(each, [name, ...rest]))
  const isContext = typeof scope === 'object' && scope !== null && (scope instanceof LazyContext || Object.hasOwn(scope, name))
  return isContext ? readPath(readEntry(scope as LazyContext, name) ?? null, rest) : null
}

function constantsOf(operand: Operand, known: ReadonlyMap<string, FeelValue>): readonly Operand[] {
  if (!('parameter' in operand)) return [operand]
  const value = known.get(operand.parameter) ?? null
  return (isList(value) ? value : [value]).map((each) => constantOperand(each instanceof RecordContext ? RecordContext.idOf(each) : each))
}

/** Paths of the record that refers, as its filter reads them: `record.party.region`. */
function asksOf(predicate: Predicate): string[] {
  const paths: string[] = []
  bind(predicate, (operand) => {
    if ('parameter' in operand) paths.push(operand.parameter)
    return [operand]
  })
  return paths
}

/** The predicate with each operand replaced; in a list one may stand for several. */
function bind(predicate: Predicate, replace: (operand: Operand) => readonly Operand[]): Predicate {
  const one = (operand: Operand): Operand => replace(operand)[0] ?? { constant: null }
  if ('all' in predicate) return { all: predicate.all.map((each) => bind(each, replace)) }
  if ('any' in predicate) return { any: predicate.any.map((each) => bind(each, replace)) }
  if ('not' in predicate) return { not: bind(predicate.not, replace) }
  if ('compare' in predicate) return { ...predicate, left: one(predicate.left), right: one(predicate.right) }
  if ('in' in predicate) return { in: one(predicate.in), list: predicate.list.flatMap(replace) }
  if ('text' in predicate) return { ...predicate, value: one(predicate.value), search: one(predicate.search) }
  return 'isNull' in predicate ? { isNull: one(predicate.isNull) } : predicate
}
