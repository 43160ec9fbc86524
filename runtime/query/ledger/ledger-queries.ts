import { fail } from '@formwork/platform/error/index.ts'
import type { ReportRead, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import { readLimit } from '../list-request.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { explainBalance } from './explain-balance.ts'
import { explainCost } from './explain-cost.ts'
import { periods } from './periods.ts'
import { shadowCosting } from './shadow-costing.ts'
import { cellToJson, readDay, readWhere, visibleLedger, type VisibleLedger } from './ledger-request.ts'

interface LedgerRequest {
  readonly ledger: string
  readonly where?: unknown
  readonly group?: unknown
  readonly at?: unknown
  readonly from?: unknown
  readonly to?: unknown
  readonly limit?: unknown
  readonly measure?: unknown
  readonly of?: unknown
}

const MOST_ROWS = 5_000
const USUAL_ROWS = 200

/** What an entry says besides its coordinates and figures. */
const ENTRY_FACTS = ['at', 'record', 'entity', 'name'] as const

/** Balances of a ledger, grouped by its dimensions or by those that are named. Errors: `unknown-ledger`, `unknown-measure`, `not-permitted`. */
const balances: Query = {
  name: 'ledger-balances',
  cost: 'long',
  async run(context: QueryContext, request: LedgerRequest): Promise<unknown> {
    const ledger = visibleLedger(context, request.ledger)
    const group = readGroup(ledger, request.group)
    const rows = await readRows(
      context,
      ledger,
      { of: 'balances', group: group.map(named), where: readWhere(ledger, request.where), to: readDay(request.at) },
      request.limit,
    )
    return { dimensions: group, measures: ledger.measures, rows: rows.map(rowToJson) }
  },
}

/** Entries of a ledger, newest last. Errors: as balances. */
const entries: Query = {
  name: 'ledger-entries',
  cost: 'long',
  async run(context: QueryContext, request: LedgerRequest): Promise<unknown> {
    const ledger = visibleLedger(context, request.ledger)
    return { dimensions: ledger.dimensions, measures: ledger.measures, rows: (await readEntries(context, ledger, request)).map(rowToJson) }
  },
}

/** What makes one figure: of a balance its entries, of a record (`of`) what its movements cost. Errors: as balances. */
const explain: Query = {
  name: 'ledger-explain',
  cost: 'long',
  run: (context: QueryContext, request: LedgerRequest): Promise<unknown> =>
    request.of === undefined ? explainBalance(context, request) : explainCost(context, request),
}

export const ledgerQueries: readonly Query[] = [balances, entries, explain, shadowCosting, periods]

const named = (name: string): { name: string; path: string[] } => ({ name, path: [name] })

function readGroup(ledger: VisibleLedger, group: unknown): readonly string[] {
  if (group === undefined || group === '') return ledger.dimensions
  const names = String(group).split(',')
  for (const name of names) {
    if (!ledger.dimensions.includes(name)) throw fail('unknown-measure', { ledger: ledger.definition.name, measure: name }, 'group')
  }
  return names
}

function readEntries(context: QueryContext, ledger: VisibleLedger, request: LedgerRequest): Promise<ReportRow[]> {
  const read = { of: 'entries', group: [...ENTRY_FACTS, ...ledger.dimensions].map(named), where: readWhere(ledger, request.where) } as const
  return readRows(context, ledger, { ...read, from: readDay(request.from), to: readDay(request.to) }, request.limit)
}

function readRows(
  context: QueryContext,
  ledger: VisibleLedger,
  read: Omit<ReportRead, 'name' | 'measures'>,
  limit: unknown,
): Promise<ReportRow[]> {
  const measures = ledger.measures.map((name) => ({ ...named(name), aggregate: 'sum' as const }))
  return readLedgerRows(readingSource(context), ledger.plan, { ...read, name: 'rows', measures }, readLimit(limit, MOST_ROWS, USUAL_ROWS))
}

function rowToJson(row: ReportRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellToJson(value)]))
}
