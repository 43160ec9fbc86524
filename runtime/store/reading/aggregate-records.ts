import { LATEST, type ReportRead, type ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { planOf, joinStatements, type Statement } from './statement.ts'
import type { AuthorizedPlan } from './authorized-plan.ts'
import { decoderOf, type Decoder } from './decode-row.ts'
import type { ReadingEnvironment } from './environment.ts'
import { baseConditions, type ReadingSource } from './select-records.ts'
import { RecordSource, type SourceColumn } from './source.ts'

interface ReadColumn {
  readonly name: string
  readonly sql: string
  readonly decode: Decoder
}

/** Rows of records for a report: grouped and added up where it says so, exact, under the reader's rights. */
export async function aggregateRecords(
  from: ReadingSource,
  plan: AuthorizedPlan,
  read: ReportRead,
  lines: string | undefined,
  limit: number,
): Promise<ReportRow[]> {
  const source = new RecordSource(from.tables, plan.resource, lines)
  const group = read.group.map(({ name, path }) => plainColumn(name, source.column(path), from.environment))
  const measures = read.measures.map(({ name, path, aggregate }) => measureColumn(name, aggregate, source.column(path), from.environment))
  const conditions = baseConditions(from, { plan, lines, columns: [], where: read.where, sort: [], limit }, source)
  const where = joinStatements(conditions, ' and ')
  const columns = [...group, ...measures]
  if (read.latest !== undefined) return latestRows(from, source, read, where, limit)
  const grouping = measures.length > 0 && group.length > 0 ? ` group by ${group.map((column) => column.sql).join(', ')}` : ''
  const order = group.length > 0 ? ` order by ${group.map((_column, index) => index + 1).join(', ')}` : ''
  const sql = `select ${columns.map((column, index) => `${column.sql} as c${index}`).join(', ')} from ${source.from} where ${where.sql}${grouping}${order} limit ${limit}`
  const rows = await from.reading.all(planOf(sql), where.parameters)
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, index) => [column.name, row[`c${index}`] == null ? null : column.decode(row[`c${index}`] as number | string)]),
    ),
  )
}

function plainColumn(name: string, column: SourceColumn, environment: ReadingEnvironment): ReadColumn {
  return { name, sql: column.sql, decode: decoderOf(column, environment) }
}

/** Sums may pass 2^53, so they travel as text. */
function measureColumn(
  name: string,
  aggregate: ReportRead['measures'][number]['aggregate'],
  column: SourceColumn,
  environment: ReadingEnvironment,
): ReadColumn {
  if (aggregate === 'count') return { name, sql: `count(${column.sql})`, decode: (value) => Decimal.of(Number(value)) }
  if (aggregate === 'sum') {
    return { name, sql: `cast(sum(${column.sql}) as text)`, decode: (value) => Decimal.fromUnits(BigInt(value), column.column.scale) }
  }
  return { name, sql: `${aggregate === 'minimum' ? 'min' : 'max'}(${column.sql})`, decode: decoderOf(column, environment) }
}

/** The latest row of each group; of one day that of the latest record, of one record its last line. */
async function latestRows(
  from: ReadingSource,
  source: RecordSource,
  read: ReportRead,
  where: Statement,
  limit: number,
): Promise<ReportRow[]> {
  const group = read.group.map(({ name, path }) => plainColumn(name, source.column(path), from.environment))
  const figures = read.measures.map(({ name, path }) => plainColumn(name, source.column(path), from.environment))
  const along = plainColumn(LATEST, source.column(read.latest!), from.environment)
  const columns = [...group, ...figures, along]
  const partition = group.length === 0 ? '' : `partition by ${group.map(({ sql }) => sql).join(', ')} `
  const last = [along.sql, 'r."id"', ...source.lineOrder].map((sql) => `${sql} desc`).join(', ')
  const listed = columns.map(({ sql }, index) => `${sql} as c${index}`).join(', ')
  const inner = `select ${listed}, row_number() over (${partition}order by ${last}) as place from ${source.from} where ${where.sql}`
  const order = group.length > 0 ? ` order by ${group.map((_column, index) => index + 1).join(', ')}` : ''
  const sql = `select ${columns.map((_column, index) => `c${index}`).join(', ')} from (${inner}) as latest where place = 1${order} limit ${limit}`
  const rows = await from.reading.all(planOf(sql), where.parameters)
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, index) => [column.name, row[`c${index}`] == null ? null : column.decode(row[`c${index}`] as number | string)]),
    ),
  )
}
