import { catalogue, renderMessage, type ErrorCode, type ErrorParameters } from '../../error/index.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { FieldDefinition } from '../types.ts'

/** A literal default is a value that the field itself would take. */
export const defaults: Rule = {
  name: 'defaults',
  *check(context) {
    for (const { definition, file } of context.collection.of('entity').values()) {
      const linked = context.model.entities.get(definition.name)
      yield* checkFields(context, definition.fields, linked?.fields ?? definition.fields, file, '/fields')
    }
    for (const { definition, file } of context.collection.of('report').values()) {
      yield* checkFields(context, definition.parameters ?? [], definition.parameters ?? [], file, '/parameters')
    }
  },
}

function* checkFields(
  context: RuleContext,
  own: readonly FieldDefinition[],
  linked: readonly FieldDefinition[],
  file: string,
  pointer: string,
): Iterable<Problem> {
  for (const [index, field] of own.entries()) {
    const whole = linked.find((candidate) => candidate.name === field.name) ?? field
    yield* checkDefault(context, whole, file, toPointer(pointer, index, 'default'))
    if (field.fields !== undefined) {
      yield* checkFields(context, field.fields, whole.fields ?? field.fields, file, toPointer(pointer, index, 'fields'))
    }
  }
}

function* checkDefault(context: RuleContext, field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  const { default: value, type } = field
  if (value === undefined || value === null || (typeof value === 'string' && value.startsWith('='))) return
  const problem = context.registry.fields.get(type)?.check(value, field).problem
  if (problem === undefined) return
  const entry = catalogue[problem.code as ErrorCode]
  const parameters = (problem.parameters ?? {}) as ErrorParameters
  yield finding(file, pointer, problem.code, {
    zh: renderMessage(entry.zh, parameters, 'zh'),
    en: renderMessage(entry.en, parameters, 'en'),
  })
}
