import { assert } from '@formwork/platform/error/assert.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { Bound, Reading } from '../database.ts'
import { isAuthorized, type AuthorizedPlan } from './authorized-plan.ts'
import { decodeRow, decoderOf } from './decode-row.ts'
import type { ReadingEnvironment } from './environment.ts'
import { predicateSql } from './predicate-sql.ts'
import { AS_WRITTEN, RecordSource, type SourceColumn, type SourceTables } from './source.ts'
import { joinStatements, planOf, type Statement } from './statement.ts'
import { visibilitySql } from './visibility-sql.ts'

export interface SelectionSort {
  readonly path: readonly string[]
  readonly descending: boolean
}

export interface RecordSelection {
  readonly plan: AuthorizedPlan
  /** Reads rows of this lines field joined to their record. */
  readonly lines?: string
  readonly columns: readonly { readonly name: string; readonly path: readonly string[] }[]
  readonly where: readonly Predicate[]
  readonly sort: readonly SelectionSort[]
  readonly limit: number
  /** Raw sort values of the last row of the page before. */
  readonly after?: readonly Bound[]
  /** References as they were written, whatever was merged since. */
  readonly asWritten?: boolean
  /** The recycle bin instead of what is alive. */
  readonly deleted?: boolean
}

export interface ReadingSource {
  readonly reading: Reading
  readonly tables: SourceTables
  readonly environment: ReadingEnvironment
}

export interface SelectedPage {
  /** Values in inside form by column name. */
  readonly rows: Record<string, unknown>[]
  /** Present when there are more. */
  readonly next?: readonly Bound[]
}

/** One indexed page under the reader's rights; keyset paging, so that page 1,000 costs what page 1 costs. */
export async function selectRecords(from: ReadingSource, selection: RecordSelection): Promise<SelectedPage> {
  const source = new RecordSource(from.tables, selection.plan.resource, selection.lines)
  const written = selection.asWritten === true ? [AS_WRITTEN] : []
  const columns = selection.columns.map((column) => ({ name: column.name, source: source.column([...written, ...column.path]) }))
  const keys = sortKeys(source, selection.sort)
  const conditions = [
    ...baseConditions(from, selection, source),
    ...(selection.after === undefined ? [] : [afterKey(keys, selection.after)]),
  ]
  const where = joinStatements(conditions, ' and ')
  const listed = [
    ...columns.map((column, index) => `${column.source.sql} as c${index}`),
    ...keys.map((key, index) => `${key.column.sql} as k${index}`),
  ]
  const order = keys.map((key) => orderSql(key, from.environment)).join(', ')
  const sql = `select ${listed.join(', ')} from ${source.from} where ${where.sql} order by ${order} limit ${selection.limit + 1}`
  const found = await from.reading.all(planOf(sql), where.parameters)
  const decoders = columns.map((column) => decoderOf(column.source, from.environment))
  const rows = found.slice(0, selection.limit).map((row) => decodeRow(row, columns, decoders))
  const last = found.length > selection.limit ? found[selection.limit - 1] : undefined
  return { rows, next: last && keys.map((_key, index) => last[`k${index}`] ?? null) }
}

/** Counts up to `cap` + 1, so that a large table costs no more than a page. */
export async function countRecords(
  from: ReadingSource,
  selection: RecordSelection,
  cap: number,
): Promise<{ value: number; capped: boolean }> {
  const source = new RecordSource(from.tables, selection.plan.resource, selection.lines)
  const where = joinStatements(baseConditions(from, selection, source), ' and ')
  const row = await from.reading.get(
    planOf(`select count(*) as n from (select 1 from ${source.from} where ${where.sql} limit ${cap + 1}) as counted`),
    where.parameters,
  )
  const value = Number(row?.n ?? 0)
  return { value: Math.min(value, cap), capped: value > cap }
}

/** Exact sums of decimal columns over all rows that the reader may see. */
export async function sumRecords(from: ReadingSource, selection: RecordSelection): Promise<Record<string, Decimal>> {
  const source = new RecordSource(from.tables, selection.plan.resource, selection.lines)
  const columns = selection.columns.map((column) => ({ name: column.name, source: source.column(column.path) }))
  const where = joinStatements(baseConditions(from, selection, source), ' and ')
  const listed = columns.map((column, index) => `cast(coalesce(sum(${column.source.sql}), 0) as text) as c${index}`)
  const row = await from.reading.get(planOf(`select ${listed.join(', ')} from ${source.from} where ${where.sql}`), where.parameters)
  return Object.fromEntries(
    columns.map((column, index) => [column.name, Decimal.fromUnits(BigInt(String(row?.[`c${index}`] ?? '0')), column.source.column.scale)]),
  )
}

export function baseConditions(from: ReadingSource, selection: RecordSelection, source: RecordSource): Statement[] {
  assert(isAuthorized(selection.plan), 'Reads take plans of query/authorize.ts only')
  const column = (path: readonly string[]): SourceColumn => source.column(path)
  const alive: Statement = { sql: `r."deleted_at" is ${selection.deleted === true ? 'not ' : ''}null`, parameters: [] }
  return [
    alive,
    visibilitySql(selection.plan, column, from.environment),
    ...selection.where.map((predicate) => predicateSql(predicate, column, from.environment)),
  ]
}

interface SortKey {
  readonly column: SourceColumn
  readonly descending: boolean
}

/** What was asked, then the id, so that the order is total. */
function sortKeys(source: RecordSource, sort: readonly SelectionSort[]): SortKey[] {
  const keys = sort.map((each) => ({ column: source.column(each.path), descending: each.descending }))
  return [...keys, { column: source.column(['id']), descending: keys[0]?.descending ?? true }]
}

/** NULL is smaller than everything in both databases. */
function orderSql(key: SortKey, environment: ReadingEnvironment): string {
  const direction = key.descending ? 'desc' : 'asc'
  const nulls = environment.dialect === 'postgresql' && key.column.nullable ? (key.descending ? ' nulls last' : ' nulls first') : ''
  return `${key.column.sql} ${direction}${nulls}`
}

/** `(k0, k1, …) > (v0, v1, …)` in the order of the keys, NULL being smallest. */
function afterKey(keys: readonly SortKey[], after: readonly Bound[]): Statement {
  const choices = keys.map((key, index) =>
    joinStatements(
      [...keys.slice(0, index).map((earlier, at) => equalTo(earlier, after[at] ?? null)), beyondKey(key, after[index] ?? null)],
      ' and ',
    ),
  )
  const joined = joinStatements(choices, ') or (')
  return { sql: `((${joined.sql}))`, parameters: joined.parameters }
}

function equalTo(key: SortKey, value: Bound): Statement {
  return value === null ? { sql: `${key.column.sql} is null`, parameters: [] } : { sql: `${key.column.sql} = ?`, parameters: [value] }
}

function beyondKey(key: SortKey, value: Bound): Statement {
  const sql = key.column.sql
  if (value === null) return { sql: key.descending ? '(1 = 0)' : `${sql} is not null`, parameters: [] }
  if (!key.descending) return { sql: `${sql} > ?`, parameters: [value] }
  return { sql: key.column.nullable ? `(${sql} < ? or ${sql} is null)` : `${sql} < ?`, parameters: [value] }
}
