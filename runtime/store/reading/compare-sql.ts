import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { Bound } from '../database.ts'
import type { ReadingEnvironment } from './environment.ts'
import type { SourceColumn } from './source.ts'
import type { Statement } from './statement.ts'

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** FEEL's null: true in no polarity. */
export const NEVER: Statement = { sql: '(null = 0)', parameters: [] }
const FALSE: Statement = { sql: '(1 = 0)', parameters: [] }

/** `column ∘ value`; equality with FEEL's two values (a missing value is unequal, never unknown). */
export function compareWithValue(column: SourceColumn, comparator: Comparator, value: unknown, environment: ReadingEnvironment): Statement {
  if (value === null) return compareWithNull(column, comparator)
  if (column.column.kind === 'decimal' || value instanceof Decimal) return compareWithNumber(column, comparator, value)
  if (column.column.kind === 'date-time' && value instanceof CalendarDate) return compareWithDay(column, comparator, value, environment)
  const bound = bindValue(column, value, environment)
  return bound === undefined ? mismatch(comparator) : plain(column, comparator, bound)
}

function compareWithNull(column: SourceColumn, comparator: Comparator): Statement {
  if (comparator === '=') return { sql: `${column.sql} is null`, parameters: [] }
  if (comparator === '!=') return { sql: `${column.sql} is not null`, parameters: [] }
  return NEVER
}

/** A decimal column holds value × 10^scale; a constant with more digits lies between two units. */
function compareWithNumber(column: SourceColumn, comparator: Comparator, value: unknown): Statement {
  const scale = column.column.scale
  const isNumeric = column.column.kind === 'decimal' || (column.column.kind === 'integer' && column.column.reference === undefined)
  if (!(value instanceof Decimal) || !isNumeric) return mismatch(comparator)
  const below = value.round(scale, 'floor')
  const units = below.toUnits(scale)
  if (units > BigInt(Number.MAX_SAFE_INTEGER) || units < -BigInt(Number.MAX_SAFE_INTEGER)) return beyond(column, comparator, units > 0n)
  if (below.equals(value)) return plain(column, comparator, Number(units))
  if (comparator === '=') return FALSE
  if (comparator === '!=') return { sql: `(1 = 1)`, parameters: [] }
  return plain(column, comparator === '<' || comparator === '<=' ? '<=' : '>', Number(units))
}

function beyond(column: SourceColumn, comparator: Comparator, isAbove: boolean): Statement {
  if (comparator === '=' || comparator === '!=') return mismatch(comparator)
  const holds = isAbove === (comparator === '<' || comparator === '<=')
  return { sql: holds ? `${column.sql} is not null` : `(case when ${column.sql} is null then null else 1 end = 0)`, parameters: [] }
}

/** An instant against a day of the workspace's calendar. */
function compareWithDay(column: SourceColumn, comparator: Comparator, day: CalendarDate, environment: ReadingEnvironment): Statement {
  const start = DateTime.of(day).toEpochMilliseconds(environment.timeZone)
  const end = DateTime.of(day.addDays(1)).toEpochMilliseconds(environment.timeZone)
  if (comparator === '=') return { sql: `(${column.sql} >= ? and ${column.sql} < ?)`, parameters: [start, end] }
  if (comparator === '!=') return { sql: `(${column.sql} < ? or ${column.sql} >= ? or ${column.sql} is null)`, parameters: [start, end] }
  if (comparator === '<') return plain(column, '<', start)
  if (comparator === '<=') return plain(column, '<', end)
  return plain(column, '>=', comparator === '>' ? end : start)
}

function plain(column: SourceColumn, comparator: Comparator, bound: Bound): Statement {
  if (column.merged !== undefined && typeof bound === 'number') return amongMerged(column.merged, comparator, bound)
  if (comparator !== '!=') return { sql: `${column.sql} ${comparator} ?`, parameters: [bound] }
  return column.nullable
    ? { sql: `(${column.sql} <> ? or ${column.sql} is null)`, parameters: [bound] }
    : { sql: `${column.sql} <> ?`, parameters: [bound] }
}

/** Whatever was merged with it counts as it; ids have no order that anybody asks for. */
function amongMerged({ written, same }: NonNullable<SourceColumn['merged']>, comparator: Comparator, id: number): Statement {
  if (comparator !== '=' && comparator !== '!=') return NEVER
  const ids = same(id)
  const marks = ids.map(() => '?').join(', ')
  const sql = comparator === '=' ? `${written} in (${marks})` : `(${written} not in (${marks}) or ${written} is null)`
  return { sql, parameters: ids }
}

/** Values of different kinds are unequal and not ordered. */
function mismatch(comparator: Comparator): Statement {
  return comparator === '!=' ? { sql: '(1 = 1)', parameters: [] } : comparator === '=' ? FALSE : NEVER
}

/** What a value is in a column of this kind; undefined when it is of another kind. */
export function bindValue(column: SourceColumn, value: unknown, environment: ReadingEnvironment): Bound | undefined {
  if (column.bind !== undefined) return column.bind(value)
  switch (column.column.kind) {
    case 'text':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : undefined
    case 'date':
      return value instanceof CalendarDate ? value.toString() : undefined
    case 'date-time':
      return value instanceof DateTime ? value.toEpochMilliseconds(environment.timeZone) : undefined
    case 'integer':
      return typeof value === 'number' ? value : typeof value === 'string' && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : undefined
    default:
      return undefined
  }
}

/** Two columns; decimals of different scales meet at the larger one. */
export function compareColumns(
  left: SourceColumn,
  comparator: Comparator,
  right: SourceColumn,
  environment: ReadingEnvironment,
): Statement {
  const scale = Math.max(left.column.scale, right.column.scale)
  const a = scaled(left, scale, environment)
  const b = scaled(right, scale, environment)
  if (comparator === '=') return { sql: `(${a} = ${b} or (${left.sql} is null and ${right.sql} is null))`, parameters: [] }
  if (comparator === '!=') {
    return { sql: `(case when ${a} = ${b} then 1 when ${left.sql} is null and ${right.sql} is null then 1 else 0 end = 0)`, parameters: [] }
  }
  return { sql: `${a} ${comparator} ${b}`, parameters: [] }
}

function scaled(column: SourceColumn, scale: number, environment: ReadingEnvironment): string {
  if (column.column.kind !== 'decimal' || column.column.scale === scale) return column.sql
  const factor = `1${'0'.repeat(scale - column.column.scale)}`
  return environment.dialect === 'postgresql' ? `(${column.sql}::numeric * ${factor})` : `(${column.sql} * ${factor})`
}
