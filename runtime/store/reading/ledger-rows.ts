import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { ReportRead, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { firstMinuteOf, lastMinuteOf } from '../../engine/ledger/business-minute.ts'
import { deriverOf } from '../../engine/ledger/derive.ts'
import { readLedgerNames } from '../ledger/ledger-names.ts'
import { linkLedger } from '../ledger/ledger-table.ts'
import { isAuthorized, type AuthorizedPlan } from './authorized-plan.ts'
import { LedgerSource, type LedgerColumn } from './ledger-source.ts'
import { predicateSql } from './predicate-sql.ts'
import type { ReadingSource } from './select-records.ts'
import { joinStatements, planOf, type Statement } from './statement.ts'

/**
 * Rows of a ledger for a report. Balances of today come from the balance table; as of a day they are added up from the
 * entries until then. Entries come one by one in the order of cost. Exact; only what the reader may see.
 */
export async function readLedgerRows(from: ReadingSource, plan: AuthorizedPlan, read: ReportRead, limit: number): Promise<ReportRow[]> {
  assert(isAuthorized(plan), 'Reads take plans of query/authorize.ts only')
  const definition = from.tables.model.ledgers.get(plan.resource)
  if (definition === undefined) throw fail('definition-not-found', { kind: { zh: '台账', en: 'ledger' }, name: plan.resource })
  const table = linkLedger(definition, await readLedgerNames(from.reading))
  const source = new LedgerSource(
    table,
    from.tables,
    from.environment,
    read.of === 'balances' && read.to !== undefined ? 'balances-at' : (read.of as 'balances' | 'entries'),
  )
  const group = read.group.map(({ name, path }) => ({ name, column: source.column(path) }))
  const derived = read.measures.filter(({ path }) => isDerived(definition, path))
  const measures = [...read.measures.filter((each) => !derived.includes(each)), ...basesOf(definition, derived)].map(
    ({ name, path, aggregate }) => ({ name, column: source.column(path), aggregate }),
  )
  const where = conditions(from, plan, read, source)
  const isGrouped = read.of === 'balances'
  const listed = [
    ...group.map(({ column }) => column.sql),
    ...measures.map(({ column, aggregate }) => (isGrouped ? aggregated(column, aggregate) : column.sql)),
  ]
  const grouping = isGrouped && group.length > 0 ? ` group by ${group.map(({ column }) => column.sql).join(', ')}` : ''
  const order = isGrouped ? orderOf(group.length) : ' order by x."at", x."seq"'
  const sql = `select ${listed.map((each, index) => `${each} as c${index}`).join(', ')} from ${source.from} where ${where.sql}${grouping}${order} limit ${limit}`
  const rows = await from.reading.all(planOf(sql), where.parameters)
  const readers = [
    ...group.map(({ name, column }) => ({ name, decode: column.decode })),
    ...measures.map(({ name, column, aggregate }) => ({ name, decode: isGrouped ? decodeAggregate(column, aggregate) : column.decode })),
  ]
  const found = rows.map((row) =>
    Object.fromEntries(
      readers.map(({ name, decode }, index) => [name, row[`c${index}`] == null ? null : decode(row[`c${index}`] as number | string)]),
    ),
  )
  return derived.length === 0 ? found : found.map((row) => withDerived(definition, row, derived))
}

/** Balances in the order of their coordinates: the same one in every database. */
function orderOf(columns: number): string {
  return columns === 0 ? '' : ` order by ${Array.from({ length: columns }, (_column, index) => index + 1).join(', ')}`
}

/** A measure that a read asks for by the name under which a derived one finds it. */
const baseName = (measure: string): string => `base:${measure}`

function isDerived({ derived = [] }: LedgerDefinition, path: readonly string[]): boolean {
  return path.length === 1 && derived.some(({ name }) => name === path[0])
}

/** What is derived is computed of the sums of all measures. */
function basesOf({ measures }: LedgerDefinition, derived: ReportRead['measures']): ReportRead['measures'] {
  if (derived.length === 0) return []
  return measures.map(({ name }) => ({ name: baseName(name), path: [name], aggregate: 'sum' as const }))
}

function withDerived(definition: LedgerDefinition, row: ReportRow, derived: ReportRead['measures']): ReportRow {
  const scope: Record<string, FeelValue> = {}
  for (const { name } of definition.measures) scope[name] = (row[baseName(name)] as Decimal | null) ?? Decimal.zero
  deriverOf(definition)(scope)
  const own = Object.entries(row).filter(([name]) => !name.startsWith('base:'))
  return Object.fromEntries([...own, ...derived.map(({ name, path }) => [name, scope[path[0]!] ?? null] as const)]) as ReportRow
}

function conditions(from: ReadingSource, plan: AuthorizedPlan, read: ReportRead, source: LedgerSource): Statement {
  const column = (path: readonly string[]): LedgerColumn => source.column(path)
  const parts: Statement[] = [plan.rows, ...read.where].map((predicate) => predicateSql(predicate, column, from.environment))
  parts.push(...source.insideSql(askedNames(read.where)).map((sql) => ({ sql, parameters: [] })))
  if (read.to !== undefined) parts.push({ sql: 'x."at" <= ?', parameters: [lastMinuteOf(read.to)] })
  if (read.from !== undefined) parts.push({ sql: 'x."at" >= ?', parameters: [firstMinuteOf(read.from)] })
  return joinStatements(parts, ' and ')
}

/** Dimensions whose coordinate is said: a virtual one counts when it is asked for. */
function askedNames(where: readonly Predicate[]): Set<string> {
  return new Set(where.flatMap(saidNames))
}

/** Names that a condition holds to a coordinate: equal to it, or one of a list; of alternatives those that each of them says. */
function saidNames(predicate: Predicate): string[] {
  if ('all' in predicate) return predicate.all.flatMap(saidNames)
  if ('any' in predicate) {
    const [first = [], ...others] = predicate.any.map(saidNames)
    return first.filter((name) => others.every((names) => names.includes(name)))
  }
  const said = 'in' in predicate ? predicate.in : 'compare' in predicate && predicate.compare === '=' ? predicate.left : undefined
  return said !== undefined && 'path' in said ? said.path.slice(0, 1) : []
}

type Aggregate = ReportRead['measures'][number]['aggregate']

/** Sums may pass 2^53, so they travel as text. */
function aggregated(column: LedgerColumn, aggregate: Aggregate): string {
  if (aggregate === 'sum') return `cast(sum(${column.sql}) as text)`
  return `${aggregate === 'count' ? 'count' : aggregate === 'minimum' ? 'min' : 'max'}(${column.sql})`
}

function decodeAggregate(column: LedgerColumn, aggregate: Aggregate): LedgerColumn['decode'] {
  if (aggregate === 'sum') return (value) => Decimal.fromUnits(BigInt(value), column.column.scale)
  if (aggregate === 'count') return (value) => Decimal.of(Number(value))
  return column.decode
}
