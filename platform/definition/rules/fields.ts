import { unknownName } from '../check-path.ts'
import { resolveLookup, targetOf } from '../find-field.ts'
import { toPointer, type Problem } from '../problem.ts'
import { checkLiteral } from './postings.ts'
import { Decimal } from '../../value/index.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { EntityDefinition, FieldDefinition } from '../types.ts'

/** Fields make sense together: lookups read a field that exists, balances a measure, selections have choices. */
export const fields: Rule = {
  name: 'fields',
  *check(context) {
    for (const { definition, file } of context.collection.of('entity').values()) {
      yield* checkAll(context, definition, definition.fields, file, '/fields')
    }
  },
}

function* checkAll(
  context: RuleContext,
  entity: EntityDefinition,
  own: readonly FieldDefinition[],
  file: string,
  pointer: string,
): Iterable<Problem> {
  const whole = own === entity.fields ? (context.model.entities.get(entity.name)?.fields ?? own) : own
  for (const [index, field] of own.entries()) {
    const place = toPointer(pointer, index)
    yield* checkField(context, entity, field, whole, file, place)
    if (field.fields !== undefined) yield* checkAll(context, entity, field.fields, file, `${place}/fields`)
    if (field.fields !== undefined && own !== entity.fields) {
      yield finding(file, place, 'lines-in-lines', { zh: '明细中不能再有明细', en: 'there are no lines inside lines' })
    }
  }
}

function* checkField(
  context: RuleContext,
  entity: EntityDefinition,
  field: FieldDefinition,
  siblings: readonly FieldDefinition[],
  file: string,
  pointer: string,
): Iterable<Problem> {
  if (field.type === 'lookup') yield* checkLookup(context, field, siblings, file, pointer)
  if (field.beside !== undefined) yield* checkBeside(context, field, file, pointer)
  for (const property of ['history', 'choices'] as const) {
    const match = field[property]
    if (match !== undefined) yield* checkAsked(context, entity, match, siblings, file, `${pointer}/${property}`)
  }
  yield* checkMeasures(field, siblings, file, pointer)
  if (field.type === 'balance') yield* checkBalance(context, field, file, pointer)
  if (field.type === 'roll-up' || field.type === 'query') yield* checkRelated(context, entity, field, file, pointer)
  if (field.type === 'select' && (field.options === undefined) === (field.dictionary === undefined)) {
    yield finding(file, pointer, 'choices', { zh: '请在 options 与 dictionary 中恰好选择一个', en: 'needs either options or a dictionary' })
  }
  if (context.registry.fields.get(field.type)?.live === true) yield* checkLive(field, file, pointer)
  yield* checkBounds(field, file, pointer)
  for (const [index, fill] of (field.fill ?? []).entries()) {
    if (siblings.some((sibling) => sibling.name === fill.name)) continue
    yield unknownName(fill.name, namesOf(siblings), file, toPointer(pointer, 'fill', index, 'name'))
  }
}

/** No value lies above the largest and below the smallest one. */
function* checkBounds(field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  const [least, most] = [field.minimum, field.maximum].map((bound) => (typeof bound === 'string' ? Decimal.tryParse(bound) : undefined))
  if (least === undefined || most === undefined || least.compare(most) <= 0) return
  yield finding(file, `${pointer}/minimum`, 'bounds', {
    zh: `最小值 ${least.toString()} 大于最大值 ${most.toString()}`,
    en: `the minimum ${least.toString()} is above the maximum ${most.toString()}`,
  })
}

/** What stands beside a record that is chosen are fields of that record. */
function* checkBeside(context: RuleContext, field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  const target = context.model.entities.get(targetOf(field) ?? '')
  if (target === undefined) return
  const unknown = field.beside!.findIndex((name) => !target.fields.some((candidate) => candidate.name === name))
  if (unknown >= 0) yield unknownName(field.beside![unknown]!, namesOf(target.fields), file, toPointer(pointer, 'beside', unknown))
}

/** A figure is entered through another field of the same row, in a measure that a field of that row names. */
function* checkMeasures(field: FieldDefinition, siblings: readonly FieldDefinition[], file: string, pointer: string): Iterable<Problem> {
  const named = {
    'enteredAs/field': field.enteredAs?.field,
    'enteredAs/by': field.enteredAs?.by,
    'whenFilled/field': field.whenFilled?.field,
  }
  for (const [place, name] of Object.entries(named)) {
    if (name === undefined || (name !== field.name && siblings.some((sibling) => sibling.name === name))) continue
    yield unknownName(name, namesOf(siblings.filter((sibling) => sibling !== field)), file, `${pointer}/${place}`)
  }
}

/** What a look-up of a field must be told is a field of the row, or of the record. */
function* checkAsked(
  context: RuleContext,
  entity: EntityDefinition,
  match: string,
  siblings: readonly FieldDefinition[],
  file: string,
  pointer: string,
): Iterable<Problem> {
  const names = new Set(namesOf([...siblings, ...(context.model.entities.get(entity.name)?.fields ?? [])]))
  const parameters = context.model.matches.get(match)?.parameters ?? []
  const missing = parameters.find(({ name, required }) => required === true && !names.has(name))
  if (missing !== undefined) yield unknownName(missing.name, [...names], file, pointer)
}

/** Roll-ups and related records are found by a reference of theirs to this entity; a roll-up of more than a count reads a stored number. */
function* checkRelated(
  context: RuleContext,
  entity: EntityDefinition,
  field: FieldDefinition,
  file: string,
  pointer: string,
): Iterable<Problem> {
  const related = context.model.entities.get(field.entity ?? '')
  if (related === undefined) return
  const through = related.fields.find((candidate) => candidate.name === field.through)
  if (through === undefined || targetOf(through) !== entity.name || through.multiple === true) {
    const ways = related.fields.filter((candidate) => targetOf(candidate) === entity.name).map(({ name }) => name)
    yield unknownName(field.through ?? '', ways, file, `${pointer}/through`)
  }
  const unknown = (field.columns ?? []).findIndex((name) => !related.fields.some((candidate) => candidate.name === name))
  if (unknown >= 0) yield unknownName(field.columns![unknown]!, namesOf(related.fields), file, toPointer(pointer, 'columns', unknown))
  if (field.type === 'query' || field.aggregate === 'count') return
  const numbers = related.fields.filter((candidate) => isStoredNumber(context, candidate)).map(({ name }) => name)
  if (!numbers.includes(field.field ?? '')) yield unknownName(field.field ?? '', numbers, file, `${pointer}/field`)
}

function isStoredNumber(context: RuleContext, field: FieldDefinition): boolean {
  const type = context.registry.fields.get(field.type)
  return type?.feelType === 'number' && type.live !== true
}

function* checkLookup(
  context: RuleContext,
  field: FieldDefinition,
  siblings: readonly FieldDefinition[],
  file: string,
  pointer: string,
): Iterable<Problem> {
  const through = siblings.find((sibling) => sibling.name === field.through)
  if (through === undefined) {
    const references = siblings.filter((sibling) => targetOf(sibling) !== undefined).map((sibling) => sibling.name)
    yield unknownName(field.through ?? '', references, file, `${pointer}/through`)
    return
  }
  const entity = targetOf(through)
  if (entity === undefined || through.multiple === true) {
    yield finding(file, `${pointer}/through`, 'not-a-reference', {
      zh: `“${through.name}”不是单条关联`,
      en: `"${through.name}" does not refer to one record`,
    })
    return
  }
  const target = context.model.entities.get(entity)
  if (target === undefined) return
  const read = target.fields.find((candidate) => candidate.name === field.field)
  if (read === undefined) yield unknownName(field.field ?? '', namesOf(target.fields), file, `${pointer}/field`)
  else yield* checkRead(context, resolveLookup(context.model, target.fields, read), file, pointer)
}

function* checkRead(context: RuleContext, read: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  if (read.type === 'lookup') {
    yield finding(file, `${pointer}/field`, 'lookup-circle', { zh: '他表字段互相引用，没有终点', en: 'the lookups go round in a circle' })
  } else if (context.registry.fields.get(read.type)?.live === true || read.type === 'lines') {
    const message = { zh: `“${read.name}”不是存储的字段，不能作为他表字段读取`, en: `"${read.name}" is not stored and cannot be looked up` }
    yield finding(file, `${pointer}/field`, 'lookup-not-stored', message)
  }
}

function* checkBalance(context: RuleContext, field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  const ledger = context.model.ledgers.get(field.ledger ?? '')
  if (ledger === undefined) return
  const figures = [...ledger.measures, ...(ledger.derived ?? [])].map((figure) => figure.name)
  if (!figures.includes(field.measure ?? '')) yield unknownName(field.measure ?? '', figures, file, `${pointer}/measure`)
  const dimensions = ledger.dimensions.map((dimension) => dimension.name)
  for (const [name, value] of Object.entries(field.where ?? {})) {
    const place = toPointer(pointer, 'where', name)
    if (!dimensions.includes(name)) yield unknownName(name, dimensions, file, place)
    yield* checkLiteral(ledger, name, value, file, place)
  }
}

/** What is read live is never typed, stored or indexed. */
function* checkLive(field: FieldDefinition, file: string, pointer: string): Iterable<Problem> {
  for (const property of ['formula', 'default', 'unique', 'index', 'required', 'amendable'] as const) {
    if (field[property] === undefined || field[property] === false) continue
    yield finding(file, `${pointer}/${property}`, 'live-field', {
      zh: `“${field.name}”是实时读取的字段，不能有 ${property}`,
      en: `"${field.name}" is read live and cannot have ${property}`,
    })
  }
}

function namesOf(siblings: readonly FieldDefinition[]): string[] {
  return siblings.map((sibling) => sibling.name)
}
