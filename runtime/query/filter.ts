import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { AppError, fail, type ErrorCode } from '@formwork/platform/error/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import type { Operator } from '@formwork/platform/plugin/contracts/operator.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { CalendarDate, DateTime, Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { QueryContext } from './query.ts'
import { todayOf } from './reading-source.ts'
import { relativeDays } from './relative-days.ts'

/** Groups nest this deep, and hold this many conditions in all: what a person can read. */
const DEEPEST_GROUP = 5
const MOST_CONDITIONS = 100

/** Finds the field behind a name, as this reader may see it; undefined when there is none for them. */
export type FindField = (name: string) => { path: readonly string[]; field: FieldDefinition } | undefined

/**
 * The filter of a list as the wire has it, `{ "and": [ { "field", "operator", "value" } ] }`, made a predicate.
 * Errors: bad-filter, unknown-field, and those of the field type for its values.
 */
export function readFilter(filter: unknown, find: FindField, context: QueryContext): Predicate {
  let conditions = 0
  const read = (node: unknown, depth: number): Predicate => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) throw bad({ zh: '条件应为对象', en: 'a condition is an object' })
    if (depth > DEEPEST_GROUP) throw bad({ zh: '条件嵌套过深', en: 'conditions are nested too deep' })
    const keys = Object.keys(node)
    const group = (node as Record<string, unknown>)[keys[0] ?? '']
    if (keys.length === 1 && (keys[0] === 'and' || keys[0] === 'or') && Array.isArray(group)) {
      const parts = group.map((each) => read(each, depth + 1))
      return keys[0] === 'and' ? { all: parts } : { any: parts }
    }
    if (++conditions > MOST_CONDITIONS) throw bad({ zh: '条件过多', en: 'too many conditions' })
    return readCondition(node as Record<string, unknown>, find, context)
  }
  return read(filter, 0)
}

function readCondition(node: Record<string, unknown>, find: FindField, context: QueryContext): Predicate {
  const { field: name, operator, value, ...others } = node
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, 'filter')
  if (typeof name !== 'string' || typeof operator !== 'string') {
    throw bad({ zh: '条件缺少字段或运算符', en: 'a condition names a field and an operator' })
  }
  const found = find(name)
  if (found === undefined) throw fail('unknown-field', { field: name }, 'filter')
  const type = requireContribution(context.registry, 'fields', found.field.type)
  if (operator === 'within') return withinDays(found.path, type.feelType, value, context)
  if (!type.operators.includes(operator)) {
    throw bad({ zh: `“${name}”不支持运算符“${operator}”`, en: `"${name}" cannot be compared by "${operator}"` })
  }
  const path: Operand = { path: [...found.path] }
  const operand = (raw: unknown): Operand => readOperand(raw, found.field, context)
  return buildCondition(operator as Operator, path, value, operand)
}

function buildCondition(operator: Operator, path: Operand, value: unknown, operand: (raw: unknown) => Operand): Predicate {
  switch (operator) {
    case 'equals':
      return { compare: '=', left: path, right: operand(value) }
    case 'not-equals':
      return { compare: '!=', left: path, right: operand(value) }
    case 'less':
      return { compare: '<', left: path, right: operand(value) }
    case 'at-most':
      return { compare: '<=', left: path, right: operand(value) }
    case 'greater':
      return { compare: '>', left: path, right: operand(value) }
    case 'at-least':
      return { compare: '>=', left: path, right: operand(value) }
    case 'in':
      return { in: path, list: listOf(value).map(operand) }
    case 'not-in':
      return { not: { in: path, list: listOf(value).map(operand) } }
    case 'between': {
      const [low, high] = listOf(value)
      return {
        all: [
          { compare: '>=', left: path, right: operand(low) },
          { compare: '<=', left: path, right: operand(high) },
        ],
      }
    }
    case 'contains':
      return { text: 'contains', value: path, search: { constant: textOf(value) } }
    case 'starts-with':
      return { text: 'starts with', value: path, search: { constant: textOf(value) } }
    case 'empty':
      return { isNull: path }
    case 'not-empty':
      return { not: { isNull: path } }
  }
}

/** The wire's value as the field's inside value, then as a constant. */
function readOperand(raw: unknown, field: FieldDefinition, context: QueryContext): Operand {
  if (raw === null || raw === undefined) return { constant: null }
  if (field.type === 'member' && raw === ME) return ownOperand(context.actor.person)
  if (field.type === 'department' && raw === MINE) return ownOperand(context.actor.department)
  const single = { ...field, multiple: false, minimum: undefined, maximum: undefined }
  const checked = requireContribution(context.registry, 'fields', field.type).check(raw, single)
  if (checked.problem !== undefined) {
    throw new AppError(checked.problem.code as ErrorCode, { parameters: checked.problem.parameters, path: 'filter' })
  }
  return constantOperand(checked.value)
}

/** Who asks, and his department: a filter that is shared means everybody's own. */
const ME = 'me'
const MINE = 'mine'

const ownOperand = (id: number | null): Operand => ({ constant: id === null ? null : formatId(id) })

/** Days by what people call them, in the workspace's time zone. Errors: bad-filter. */
function withinDays(path: readonly string[], feelType: string, word: unknown, context: QueryContext): Predicate {
  const days = typeof word === 'string' ? relativeDays(word, todayOf(context)) : undefined
  const isMoment = feelType === 'date and time'
  const isDay = feelType === 'date' || isMoment
  if (days === undefined || !isDay) throw bad({ zh: '没有这样的日期范围', en: 'there is no such range of days' })
  const [from, to] = days
  const value: Operand = { path: [...path] }
  const start: Operand = isMoment ? { dateTime: `${from}T00:00:00` } : { date: from.toString() }
  const end: Operand = isMoment ? { dateTime: `${to.addDays(1)}T00:00:00` } : { date: to.toString() }
  return {
    all: [
      { compare: '>=', left: value, right: start },
      { compare: isMoment ? '<' : '<=', left: value, right: end },
    ],
  }
}

/** An inside value as a constant of a predicate. */
export function constantOperand(value: unknown): Operand {
  if (value instanceof Decimal) return { number: value.toString() }
  if (value instanceof CalendarDate) return { date: value.toString() }
  if (value instanceof DateTime) return { dateTime: value.toString() }
  if (typeof value === 'number') return { constant: String(value) }
  return { constant: value as null | boolean | string }
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > MOST_CONDITIONS * 10) throw bad({ zh: '应为值的列表', en: 'a list of values is expected' })
  return value
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw bad({ zh: '应为文本', en: 'a text is expected' })
  return value
}

function bad(reason: { zh: string; en: string }): AppError {
  return fail('bad-filter', { reason }, 'filter')
}
