import { types } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { ConversionDefinition, FieldDefinition } from '../types.ts'
import { siteOf, type FormulaSite } from './formula-site.ts'

/** Formulas of a conversion see the source `record` and, for lines, its `line` and the `quantity` that is taken of it; they give what the target's fields hold. */
export function* conversionFormulas(context: RuleContext, { definition, file }: Source<ConversionDefinition>): Iterable<FormulaSite> {
  const from = context.model.entities.get(definition.from)
  const to = context.model.entities.get(definition.to)
  if (from === undefined || to === undefined) return
  const record = { record: context.types.record(from.name) }
  yield* siteOf(definition.when, { file, pointer: '/when', scope: record, expects: types.boolean })
  for (const [name, text] of Object.entries(definition.header)) {
    yield* siteOf(text, { file, pointer: toPointer('/header', name), scope: record, expects: typeOf(context, to.fields, name) })
  }
  const { lines } = definition
  const source = from.fields.find((field) => field.name === lines?.from)?.fields
  const target = to.fields.find((field) => field.name === lines?.to)?.fields
  if (lines === undefined || source === undefined || target === undefined) return
  const scope = { ...record, line: context.types.row(source, from) }
  yield* siteOf(lines.whole, { file, pointer: '/lines/whole', scope, expects: types.number })
  yield* siteOf(lines.tolerance, { file, pointer: '/lines/tolerance', scope, expects: types.number })
  yield* siteOf(lines.proposed, { file, pointer: '/lines/proposed', scope: { ...scope, open: types.number }, expects: types.number })
  const taken = { ...scope, quantity: types.number }
  for (const [name, text] of Object.entries(lines.fields)) {
    yield* siteOf(text, { file, pointer: toPointer('/lines/fields', name), scope: taken, expects: typeOf(context, target, name) })
  }
}

function typeOf(context: RuleContext, fields: readonly FieldDefinition[], name: string): FormulaSite['expects'] {
  const field = fields.find((candidate) => candidate.name === name)
  return field === undefined ? undefined : context.types.field(field)
}
