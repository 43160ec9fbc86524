import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { ReportRead, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { cellToJson, readDay, readWhere, visibleLedger, type VisibleLedger } from './ledger-request.ts'
import { notPermitted } from '../not-permitted.ts'

/** A figure, and what makes it: `formula` is an expression over `rows` whose value is `total`. */
interface Explanation {
  readonly measure: string
  readonly formula: string
  readonly total: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

interface ExplainRequest {
  readonly ledger: string
  readonly measure?: unknown
  readonly where?: unknown
  /** As of this day. */
  readonly to?: unknown
}

/** More entries than people read: those that follow are one row with their sum. */
const MOST_ROWS = 5_000

/** What an entry says besides its coordinates and figures. */
const ENTRY_FACTS = ['at', 'record', 'entity', 'name'] as const

/**
 * The entries that make a figure of a ledger, today or as of a day: a measure is the sum of its entries, a derived one its
 * formula over such sums. Errors: `unknown-ledger`, `unknown-measure`, `not-permitted`.
 */
export async function explainBalance(context: QueryContext, request: ExplainRequest): Promise<Explanation> {
  const ledger = visibleLedger(context, request.ledger)
  const measure = String(request.measure ?? ledger.measures[0] ?? '')
  if (!ledger.measures.includes(measure)) throw fail('unknown-measure', { ledger: ledger.definition.name, measure }, 'measure')
  const used = measuresOf(ledger, measure)
  const read = { where: readWhere(ledger, request.where), to: readDay(request.to) }
  const rows = await listEntries(context, ledger, used, read)
  const [sums = {}] = await readRows(context, ledger, { ...read, of: 'balances', group: [], measures: [...used, measure].map(asSum) }, 1)
  const shown = rows.length < MOST_ROWS ? rows : [...rows, furtherRow(rows, used, sums)]
  const moved = shown.filter((row) => used.some((name) => !isZero(row[name])))
  const total = (sums[measure] as Decimal | null | undefined) ?? Decimal.zero
  return {
    measure,
    formula: formulaOf(ledger.definition, measure, used, moved.length === 0),
    total: total.toString(),
    rows: moved.map(rowToJson),
  }
}

const named = (name: string): { name: string; path: string[] } => ({ name, path: [name] })
const asSum = (name: string) => ({ ...named(name), aggregate: 'sum' as const })
const isZero = (value: unknown): boolean => !(value instanceof Decimal) || value.isZero()

/** The stored measures that a figure is made of. Errors: `not-permitted` where one of them is hidden. */
function measuresOf({ definition, measures }: VisibleLedger, measure: string): string[] {
  const stored = definition.measures.map(({ name }) => name)
  if (stored.includes(measure)) return [measure]
  const hidden = stored.find((name) => !measures.includes(name))
  if (hidden !== undefined && derivedBefore(definition, measure).some(({ value }) => value.includes(hidden))) {
    throw notPermitted('view', definition.label ?? definition.name)
  }
  return stored.filter((name) => measures.includes(name))
}

/** A derived figure and those before it, which it may read. */
function derivedBefore({ derived = [] }: LedgerDefinition, measure: string): NonNullable<LedgerDefinition['derived']> {
  return derived.slice(0, derived.findIndex(({ name }) => name === measure) + 1)
}

/** `sum(rows.value)`; of a derived figure `{ revenue: sum(rows.revenue), …, margin: revenue - cost }.margin`. */
function formulaOf(definition: LedgerDefinition, measure: string, used: readonly string[], isEmpty: boolean): string {
  const sumOf = (name: string): string => (isEmpty ? '0' : `sum(rows.${name})`)
  const derived = derivedBefore(definition, measure)
  if (derived.length === 0) return sumOf(measure)
  const steps = derived.map(({ name, value, scale }) => {
    const text = value.slice(1).trim()
    return `${name}: ${scale === undefined ? text : `round half up(${text}, ${scale})`}`
  })
  return `{ ${[...used.map((name) => `${name}: ${sumOf(name)}`), ...steps].join(', ')} }.${measure}`
}

function listEntries(
  context: QueryContext,
  ledger: VisibleLedger,
  used: readonly string[],
  read: Pick<ReportRead, 'where' | 'to'>,
): Promise<ReportRow[]> {
  const group = [...ENTRY_FACTS, ...ledger.dimensions].map(named)
  return readRows(context, ledger, { ...read, of: 'entries', group, measures: used.map(asSum) }, MOST_ROWS)
}

function readRows(context: QueryContext, ledger: VisibleLedger, read: Omit<ReportRead, 'name'>, limit: number): Promise<ReportRow[]> {
  return readLedgerRows(readingSource(context), ledger.plan, { ...read, name: 'rows' }, limit)
}

/** What the entries that are not shown add up to. */
function furtherRow(rows: readonly ReportRow[], used: readonly string[], sums: ReportRow): ReportRow {
  const rest = used.map((name) => {
    const shown = rows.reduce((sum, row) => sum.add((row[name] as Decimal | null) ?? Decimal.zero), Decimal.zero)
    return [name, ((sums[name] as Decimal | null) ?? Decimal.zero).subtract(shown)] as const
  })
  return { name: '…', ...Object.fromEntries(rest) }
}

function rowToJson(row: ReportRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellToJson(value)]))
}
