import { contextType, listType, types, type FeelType, type TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { targetOf } from '../find-field.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { EntityDefinition, FieldDefinition } from '../types.ts'
import { siteOf, textFormulas, type FormulaSite } from './formula-site.ts'

/** Formulas of an entity see its own fields bare; in lines those of the row, with the header as `record`. */
export function* entityFormulas(context: RuleContext, { definition, file }: Source<EntityDefinition>): Iterable<FormulaSite> {
  const entity = context.model.entities.get(definition.name) ?? definition
  const user = { user: context.types.user() }
  const header: TypeScope = { ...user, ...context.types.header(entity) }
  yield* siteOf(definition.title, { file, pointer: '/title', scope: header, expects: types.string })
  yield* siteOf(definition.number?.prefix, { file, pointer: '/number/prefix', scope: header, expects: types.string })
  const record = context.types.record(entity.name)
  yield* fieldFormulas(context, definition.fields, header, { place: { record }, asking: { record } }, file, '/fields')
  for (const [index, field] of definition.fields.entries()) {
    if (field.fields === undefined) continue
    const line = lineScope(context, field.fields, entity)
    const asking = { record, line: context.types.row(field.fields, entity) }
    yield* fieldFormulas(context, field.fields, line, { place: {}, asking }, file, toPointer('/fields', index, 'fields'))
  }
  for (const [index, rule] of (definition.rules ?? []).entries()) {
    const lines = entity.fields.find((field) => field.name === rule.each)?.fields
    const scope = lines === undefined ? header : lineScope(context, lines, entity)
    yield* siteOf(rule.that, { file, pointer: toPointer('/rules', index, 'that'), scope, expects: types.boolean })
    yield* siteOf(rule.mode, { file, pointer: toPointer('/rules', index, 'mode'), scope, expects: types.string })
    yield* siteOf(rule.size, { file, pointer: toPointer('/rules', index, 'size'), scope, expects: types.number })
    yield* textFormulas(rule.detail, { file, pointer: toPointer('/rules', index, 'detail'), scope })
  }
}

/** A row sees its own fields, the header as `record`, and the rows before it as `above`. */
function lineScope(context: RuleContext, fields: readonly FieldDefinition[], entity: EntityDefinition): TypeScope {
  const above = listType(contextType(() => context.types.fields(fields), { label: 'above' }))
  return { user: context.types.user(), above, ...context.types.line(fields, entity) }
}

/** Names beside the own fields: in coordinates of balances (`place`), and in filters of references, where the target's fields are the bare ones. */
interface FurtherNames {
  readonly place: TypeScope
  readonly asking: TypeScope
}

function* fieldFormulas(
  context: RuleContext,
  fields: readonly FieldDefinition[],
  scope: TypeScope,
  { place, asking }: FurtherNames,
  file: string,
  base: string,
): Iterable<FormulaSite> {
  for (const [index, field] of fields.entries()) {
    const pointer = toPointer(base, index)
    const expects = field.type === 'lines' ? undefined : context.types.field(field)
    yield* siteOf(field.formula, { file, pointer: `${pointer}/formula`, scope, expects })
    yield* siteOf(field.whenFilled?.formula, { file, pointer: `${pointer}/whenFilled/formula`, scope, expects })
    yield* siteOf(field.default, { file, pointer: `${pointer}/default`, scope, expects })
    for (const condition of ['required', 'readOnly', 'visible'] as const) {
      yield* siteOf(field[condition], { file, pointer: `${pointer}/${condition}`, scope, expects: types.boolean })
    }
    yield* referenceFormulas(context, field, fields, asking, file, pointer)
    for (const [name, text] of Object.entries(field.where ?? {})) {
      yield* siteOf(text, {
        file,
        pointer: toPointer(pointer, 'where', name),
        scope: { ...place, ...scope },
        expects: coordinateType(context, field.ledger, name),
      })
    }
  }
}

/**
 * Filters and fills of a reference see the record that is looked at: its fields bare. Filters are asked of the database and
 * see the record that refers as `record`, and its row as `line`.
 */
function* referenceFormulas(
  context: RuleContext,
  field: FieldDefinition,
  siblings: readonly FieldDefinition[],
  asking: TypeScope,
  file: string,
  pointer: string,
): Iterable<FormulaSite> {
  const rolled = field.type === 'roll-up' ? context.model.entities.get(field.entity ?? '') : undefined
  if (rolled !== undefined) {
    const read = { ...context.types.header(rolled), user: context.types.user() }
    yield* siteOf(field.filter, { file, pointer: `${pointer}/filter`, scope: read, expects: types.boolean, use: 'query' })
  }
  const target = context.model.entities.get(targetOf(field) ?? '')
  if (target === undefined) return
  const chosen = { ...context.types.header(target), user: context.types.user() }
  yield* siteOf(field.filter, { file, pointer: `${pointer}/filter`, scope: { ...chosen, ...asking }, expects: types.boolean, use: 'query' })
  for (const [index, fill] of (field.fill ?? []).entries()) {
    const filled = siblings.find((sibling) => sibling.name === fill.name)
    const expects = filled === undefined ? undefined : context.types.field(filled)
    yield* siteOf(fill.value, { file, pointer: toPointer(pointer, 'fill', index, 'value'), scope: chosen, expects })
  }
}

export function coordinateType(context: RuleContext, ledger: string | undefined, dimension: string): FeelType | undefined {
  const definition = context.model.ledgers.get(ledger ?? '')
  return definition === undefined ? undefined : context.types.dimensions(definition)[dimension]
}
