import { types, type TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { EntityDefinition, LedgerDefinition, PostingDefinition, PostingEntry } from '../types.ts'
import { coordinateType } from './entity-formulas.ts'
import { siteOf, textFormulas, type FormulaSite } from './formula-site.ts'

/** Formulas of a ledger see figures and coordinates bare; pool and method also the posting record and row. */
export function* ledgerFormulas(context: RuleContext, { definition, file }: Source<LedgerDefinition>): Iterable<FormulaSite> {
  const dimensions = context.types.dimensions(definition)
  const figures = context.types.figures(definition)
  const posting = { ...dimensions, record: types.any, line: types.any }
  for (const [index, derived] of (definition.derived ?? []).entries()) {
    yield* siteOf(derived.value, { file, pointer: toPointer('/derived', index, 'value'), scope: figures, expects: types.number })
  }
  for (const [index, assertion] of (definition.assertions ?? []).entries()) {
    const pointer = toPointer('/assertions', index)
    yield* siteOf(assertion.that, { file, pointer: `${pointer}/that`, scope: { ...dimensions, ...figures }, expects: types.boolean })
    const judged = { ...dimensions, ...figures, user: context.types.user() }
    yield* siteOf(assertion.where, { file, pointer: `${pointer}/where`, scope: judged, expects: types.boolean })
    yield* siteOf(assertion.mode, { file, pointer: `${pointer}/mode`, scope: { ...judged, record: types.any }, expects: types.string })
    yield* siteOf(assertion.size, { file, pointer: `${pointer}/size`, scope: judged, expects: types.number })
    yield* textFormulas(assertion.detail, { file, pointer: `${pointer}/detail`, scope: { ...judged, before: types.any } })
  }
  yield* siteOf(definition.costing?.pool, { file, pointer: '/costing/pool', scope: posting })
  yield* siteOf(definition.costing?.method, { file, pointer: '/costing/method', scope: posting, expects: types.string })
}

/** Formulas of a posting see the `record`, and the `line` where an entry goes over lines. */
export function* postingFormulas(context: RuleContext, { definition, file }: Source<PostingDefinition>): Iterable<FormulaSite> {
  const entity = context.model.entities.get(definition.entity)
  if (entity === undefined) return
  const scope = { record: context.types.record(entity.name) }
  yield* siteOf(definition.at, { file, pointer: '/at', scope })
  yield* siteOf(definition.when, { file, pointer: '/when', scope, expects: types.boolean })
  for (const [index, entry] of definition.entries.entries()) {
    yield* entryFormulas(context, entity, entry, file, toPointer('/entries', index))
  }
}

const places = ['where', 'from', 'to'] as const
const verbs = ['add', 'take', 'move', 'return', 'fulfil', 'release', 'count', 'revalue'] as const

function* entryFormulas(
  context: RuleContext,
  entity: EntityDefinition,
  entry: PostingEntry,
  file: string,
  pointer: string,
): Iterable<FormulaSite> {
  const record = { record: context.types.record(entity.name) }
  yield* siteOf(entry.each, { file, pointer: `${pointer}/each`, scope: record })
  const lines = entity.fields.find((field) => field.name === entry.each)?.fields
  const line: TypeScope = entry.each === undefined ? {} : { line: lines === undefined ? types.any : context.types.row(lines, entity) }
  const scope = { ...record, ...line }
  yield* siteOf(entry.when, { file, pointer: `${pointer}/when`, scope, expects: types.boolean })
  yield* siteOf(entry.of, { file, pointer: `${pointer}/of`, scope })
  yield* siteOf(entry.pending?.expires, { file, pointer: `${pointer}/pending/expires`, scope, expects: types.date })
  yield* siteOf(entry.pending?.for, { file, pointer: `${pointer}/pending/for`, scope })
  const ledger = context.model.ledgers.get(entry.ledger)
  if (ledger !== undefined) {
    const attributes = Object.fromEntries((ledger.attributes ?? []).map(({ name }) => [name, types.any]))
    const item = { ...scope, ...context.types.dimensions(ledger), ...context.types.figures(ledger), ...attributes }
    yield* siteOf(entry.allocate?.where, { file, pointer: `${pointer}/allocate/where`, scope: item, expects: types.boolean })
  }
  for (const place of places) {
    for (const [name, value] of Object.entries(entry[place] ?? {})) {
      yield* siteOf(value, { file, pointer: toPointer(pointer, place, name), scope, expects: coordinateType(context, entry.ledger, name) })
    }
  }
  for (const verb of verbs) {
    const amounts = entry[verb] ?? {}
    for (const [name, value] of amounts === 'all' ? [] : Object.entries(amounts)) {
      yield* siteOf(value, { file, pointer: toPointer(pointer, verb, name), scope, expects: types.number })
    }
  }
  for (const [name, value] of Object.entries(entry.attributes ?? {})) {
    yield* siteOf(value, { file, pointer: toPointer(pointer, 'attributes', name), scope })
  }
}
