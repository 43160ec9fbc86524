import { contextType, types, type FeelType, type TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { AutomationDefinition, MatchDefinition } from '../types.ts'
import { siteOf, type FormulaSite } from './formula-site.ts'

/** Automations see the `record` that caused them, what called them (`body`), the `user`, and in a list each entry. */
export function* automationFormulas(context: RuleContext, { definition, file }: Source<AutomationDefinition>): Iterable<FormulaSite> {
  const record = definition.on.entity === undefined ? types.any : context.types.record(definition.on.entity)
  const scope: TypeScope = { record, body: types.any, user: context.types.user(), each: types.any }
  const site = { file, scope, isOpen: definition.on.event === 'ledger.changed' }
  yield* siteOf(definition.when, { ...site, pointer: '/when', expects: types.boolean })
  for (const [index, action] of definition.actions.entries()) {
    const pointer = toPointer('/actions', index)
    yield* siteOf(action.when, { ...site, pointer: `${pointer}/when`, expects: types.boolean })
    yield* siteOf(action.each, { ...site, pointer: `${pointer}/each` })
    yield* siteOf(action.record, { ...site, pointer: `${pointer}/record` })
    yield* siteOf(action.to?.people, { ...site, pointer: `${pointer}/to/people` })
    yield* siteOf(action.shift, { ...site, pointer: `${pointer}/shift`, expects: types.number })
    for (const [name, text] of Object.entries(action.values ?? {})) {
      yield* siteOf(text, { ...site, pointer: toPointer(pointer, 'values', name) })
    }
    yield* siteOf(action.lines?.each, { ...site, pointer: `${pointer}/lines/each` })
    for (const [name, text] of Object.entries(action.lines?.fields ?? {})) {
      yield* siteOf(text, { ...site, pointer: toPointer(pointer, 'lines', 'fields', name) })
    }
  }
}

/** A candidate's filter is asked of the database; the rest sees the `record` found, its `line`, and what was asked. */
export function* matchFormulas(context: RuleContext, { definition, file }: Source<MatchDefinition>): Iterable<FormulaSite> {
  const parameter = contextType(context.types.fields(definition.parameters ?? []), { label: 'parameter' })
  for (const [index, candidate] of definition.candidates.entries()) {
    const pointer = toPointer('/candidates', index)
    const entity = context.model.entities.get(candidate.entity ?? '')
    const found = entity === undefined ? {} : foundBy(context, entity.name, candidate.lines)
    if (entity !== undefined) {
      const scope = { ...context.types.header(entity), user: context.types.user(), parameter }
      yield* siteOf(candidate.filter, { file, pointer: `${pointer}/filter`, scope, expects: types.boolean, use: 'query' })
    }
    const scope = { ...found, parameter }
    yield* siteOf(candidate.when, { file, pointer: `${pointer}/when`, scope, expects: types.boolean })
    yield* siteOf(candidate.value, { file, pointer: `${pointer}/value`, scope })
  }
}

function foundBy(context: RuleContext, name: string, lines: string | undefined): Record<string, FeelType> {
  const entity = context.model.entities.get(name)!
  const rows = entity.fields.find((field) => field.name === lines)?.fields
  return { record: context.types.record(name), ...(rows === undefined ? {} : { line: context.types.row(rows, entity) }) }
}
