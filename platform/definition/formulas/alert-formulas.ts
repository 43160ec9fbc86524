import { types, type TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { AlertDefinition } from '../types.ts'
import { siteOf, textFormulas, type FormulaSite } from './formula-site.ts'

/** Rules over records see `record` (and `line`), those over a ledger its dimensions and figures bare, those over a report its columns. */
export function* alertFormulas(context: RuleContext, { definition, file }: Source<AlertDefinition>): Iterable<FormulaSite> {
  const scope = alertScope(context, definition)
  const isOpen = definition.on.report !== undefined
  const site = { file, scope, isOpen }
  const entity = context.model.entities.get(definition.on.entity ?? '')
  if (entity !== undefined) {
    const header = { ...context.types.header(entity), record: context.types.record(entity.name) }
    yield* siteOf(definition.where, { file, pointer: '/where', scope: header, expects: types.boolean, use: 'query' })
  }
  yield* siteOf(definition.when, { ...site, pointer: '/when', expects: types.boolean })
  yield* siteOf(definition.key, { ...site, pointer: '/key' })
  yield* siteOf(definition.severity, { ...site, pointer: '/severity', expects: types.string })
  yield* siteOf(definition.stage, { ...site, pointer: '/stage' })
  yield* siteOf(definition.to?.people, { ...site, pointer: '/to/people' })
  for (const [name, value] of Object.entries(definition.action?.parameters ?? {})) {
    yield* siteOf(value, { ...site, pointer: toPointer('/action/parameters', name) })
  }
  yield* textFormulas(definition.message, { ...site, pointer: '/message' })
}

function alertScope(context: RuleContext, { on }: AlertDefinition): TypeScope {
  const user = { user: context.types.user() }
  const ledger = context.model.ledgers.get(on.ledger ?? '')
  if (ledger !== undefined) {
    const dimensions = Object.entries(context.types.dimensions(ledger)).filter(([name]) => on.by === undefined || on.by.includes(name))
    const isItem = ledger.openItem !== undefined && (on.by ?? []).includes(ledger.openItem)
    const attributes = isItem ? context.types.attributes(ledger) : {}
    return { ...Object.fromEntries(dimensions), ...context.types.figures(ledger), ...attributes, ...user }
  }
  const entity = context.model.entities.get(on.entity ?? '')
  if (entity === undefined) return user
  const lines = entity.fields.find((field) => field.name === on.lines)?.fields
  return { record: context.types.record(entity.name), ...(lines === undefined ? {} : { line: context.types.row(lines, entity) }), ...user }
}
