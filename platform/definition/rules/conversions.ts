import { unknownName } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { ConversionDefinition, EntityDefinition, FieldDefinition } from '../types.ts'

/** A conversion fills fields that its target has, from lines that its source has. */
export const conversions: Rule = {
  name: 'conversions',
  *check(context) {
    for (const source of context.collection.of('conversion').values()) yield* checkConversion(context, source)
  },
}

function* checkConversion({ model }: RuleContext, { definition, file }: Source<ConversionDefinition>): Iterable<Problem> {
  const from = model.entities.get(definition.from)
  const to = model.entities.get(definition.to)
  if (from === undefined || to === undefined) return
  yield* checkFilled(definition.header, to.fields, file, '/header')
  const { lines } = definition
  if (lines === undefined) return
  const source = linesOf(from, lines.from)
  const target = linesOf(to, lines.to)
  if (source === undefined) yield unknownName(lines.from, linesNames(from), file, '/lines/from')
  if (target === undefined) yield unknownName(lines.to, linesNames(to), file, '/lines/to')
  const quantity = source?.find((field) => field.name === lines.quantity)
  if (source !== undefined && quantity === undefined) yield unknownName(lines.quantity, namesOf(source), file, '/lines/quantity')
  if (target === undefined) return
  const targetQuantity = lines.targetQuantity ?? lines.quantity
  if (!namesOf(target).includes(targetQuantity)) yield unknownName(targetQuantity, namesOf(target), file, '/lines/targetQuantity')
  yield* checkFilled(lines.fields, target, file, '/lines/fields')
}

function* checkFilled(values: object, fields: readonly FieldDefinition[], file: string, pointer: string): Iterable<Problem> {
  for (const name of Object.keys(values)) {
    const field = fields.find((candidate) => candidate.name === name)
    if (field === undefined) yield unknownName(name, namesOf(fields), file, toPointer(pointer, name))
    else if (field.formula !== undefined) {
      yield finding(file, toPointer(pointer, name), 'computed-field', {
        zh: `“${name}”由公式计算，不能填写`,
        en: `"${name}" is computed and cannot be filled`,
      })
    }
  }
}

function linesOf(entity: EntityDefinition, name: string): readonly FieldDefinition[] | undefined {
  return entity.fields.find((field) => field.name === name && field.type === 'lines')?.fields
}

function linesNames(entity: EntityDefinition): string[] {
  return namesOf(entity.fields.filter((field) => field.type === 'lines'))
}

function namesOf(fields: readonly FieldDefinition[]): string[] {
  return fields.map((field) => field.name)
}
