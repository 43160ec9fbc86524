import type { Reading, Row } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'
import type { LedgerTable } from './ledger-table.ts'
import { hashPeriod, listPeriods } from './periods.ts'

/** One thing that was checked over all ledgers, and the first row that does not agree. */
export interface LedgerCheck {
  readonly check:
    | 'balances'
    | 'pendings'
    | 'followed costs'
    | 'pools'
    | 'residues'
    | 'pairs'
    | 'journals'
    | 'open items'
    | 'periods'
    | 'checkpoints'
    | 'processes'
    | 'costs'
    | 'links'
  readonly ledger: string | null
  readonly broken: number
  readonly first?: string
}

/**
 * What balances alone do not tell: pools are the sum of their entries, nothing held means no value, both sides of a move
 * cancel, every entry has its journal, open items are not below zero, closed periods are as they were closed. Reads only.
 */
export async function verifyCosts(reading: Reading, ledgers: LedgerStore): Promise<LedgerCheck[]> {
  const checks: LedgerCheck[] = []
  for (const name of ledgers.shapes.keys()) {
    const { table } = ledgers.plansOf(name)
    const found = async (check: LedgerCheck['check'], sql: string): Promise<void> => {
      checks.push(describe(check, name, await reading.all({ sql }, [])))
    }
    await found('journals', withoutJournal(table))
    await found('pairs', brokenPairs(table))
    if (table.shape.costing === undefined) continue
    await found('pools', wrongPools(table))
    await found('residues', residues(table))
  }
  checks.push(await verifyPeriods(reading, ledgers))
  return checks
}

function describe(check: LedgerCheck['check'], ledger: string | null, rows: readonly Row[]): LedgerCheck {
  const [first] = rows
  return { check, ledger, broken: rows.length, first: first === undefined ? undefined : JSON.stringify(first) }
}

function withoutJournal({ entries }: LedgerTable): string {
  return `select e.id, e.journal from ${entries} e left join ledger_journal j on j.id = e.journal where j.id is null or e.id > j.last`
}

/** Both rows of a move name each other and cancel in every measure. */
function brokenPairs({ entries, measures }: LedgerTable): string {
  const differs = measures.map((name) => `c.${name} + e.${name} <> 0`).join(' or ')
  return `select e.id, e.counter from ${entries} e left join ${entries} c on c.id = e.counter where e.counter is not null and (c.id is null or c.counter <> e.id or c.journal <> e.journal or ${differs})`
}

function wrongPools({ entries, measures, shape }: LedgerTable): string {
  const [quantity, value] = [measures[shape.costing!.quantity], measures[shape.costing!.value]]
  const sums = `select pool, sum(${quantity}) as q, sum(${value}) as v from ${entries} where pool is not null group by pool`
  return `select p.key, p.quantity, p.value, s.q as sum_quantity, s.v as sum_value from ledger_pool p left join (${sums}) s on s.pool = p.id where ${ofLedger(shape.name)} and (p.quantity <> coalesce(s.q, 0) or p.value <> coalesce(s.v, 0))`
}

/** Costs that wait for their period's end may leave value for a while. */
function residues({ shape }: LedgerTable): string {
  return `select key, quantity, value from ledger_pool p where ${ofLedger(shape.name)} and quantity = 0 and value <> 0 and origin not like '%period-average%'`
}

function ofLedger(name: string): string {
  const prefix = name.replaceAll("'", "''")
  return `p.key >= '${prefix}|' and p.key < '${prefix}}'`
}

async function verifyPeriods(reading: Reading, ledgers: LedgerStore): Promise<LedgerCheck> {
  const broken: Row[] = []
  let after = Number.MIN_SAFE_INTEGER
  for (const period of await listPeriods(reading)) {
    if (period.status !== 'closed') continue
    const hash = await hashPeriod(ledgers, reading, after, period.endAt)
    if (hash !== period.hash) broken.push({ period: period.name, hash, closed: period.hash })
    after = period.endAt
  }
  return describe('periods', null, broken)
}
