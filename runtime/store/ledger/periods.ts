import { createHash } from 'node:crypto'
import type { Plan, Reading, Row, Transaction } from '../database.ts'
import { forget } from '../remember.ts'
import { CLOSED_PERIOD, type LedgerStore } from './ledger-store.ts'

export interface StoredPeriod {
  readonly name: string
  /** Last business minute. */
  readonly endAt: number
  readonly status: 'closed' | 'open'
  readonly journal: number | null
  /** Of every entry dated in the period, in order of ids: it never changes while the period is closed. */
  readonly hash: string | null
}

const list: Plan = { sql: 'select end_at, name, status, journal, hash from ledger_period order by end_at' }
const write: Plan = {
  sql: 'insert into ledger_period (end_at, name, status, journal, hash) values (?, ?, ?, ?, ?) on conflict (end_at) do update set status = excluded.status, journal = excluded.journal, hash = excluded.hash, name = excluded.name',
}

export async function listPeriods(reading: Reading): Promise<StoredPeriod[]> {
  return (await reading.all(list, [])).map(periodOf)
}

function periodOf(row: Row): StoredPeriod {
  return {
    name: row.name as string,
    endAt: row.end_at as number,
    status: row.status as StoredPeriod['status'],
    journal: row.journal as number | null,
    hash: row.hash as string | null,
  }
}

export interface StoredClosing extends StoredPeriod {
  /** Milliseconds since the epoch. */
  readonly closedAt: number | null
  readonly person: number | null
}

const closings: Plan = {
  sql: 'select p.end_at, p.name, p.status, p.journal, p.hash, j.created_at, j.person from ledger_period p left join ledger_journal j on j.id = p.journal order by p.end_at',
}

/** Periods with when and by whom they were closed, oldest first. */
export async function listClosings(reading: Reading): Promise<StoredClosing[]> {
  return (await reading.all(closings, [])).map((row) => ({
    ...periodOf(row),
    closedAt: row.created_at as number | null,
    person: row.person as number | null,
  }))
}

export async function writePeriod(transaction: Transaction, period: StoredPeriod): Promise<void> {
  forget(transaction, CLOSED_PERIOD, 0)
  await transaction.run(write, [period.endAt, period.name, period.status, period.journal, period.hash])
}

/** Rows hashed at once: bounded memory for periods of any size. */
const CHUNK = 5_000

/** Fingerprint of every entry of every ledger with a minute in (after, end]. */
export async function hashPeriod(store: LedgerStore, reading: Reading, after: number, end: number): Promise<string> {
  const hash = createHash('sha256')
  for (const name of [...store.shapes.keys()].sort()) {
    const { table } = store.plansOf(name)
    const columns = ['id', 'journal', 'at', 'seq', 'basis', 'source', ...table.dimensions, ...table.measures]
    const plan: Plan = {
      sql: `select ${columns.join(', ')} from ${table.entries} where id > ? and at > ? and at <= ? order by id limit ${CHUNK}`,
    }
    hash.update(`${name}\n`)
    for (let last = 0; ;) {
      const rows = await reading.all(plan, [last, after, end])
      for (const row of rows) hash.update(`${columns.map((column) => row[column]).join('|')}\n`)
      if (rows.length < CHUNK) break
      last = rows.at(-1)!.id as number
    }
  }
  return hash.digest('hex')
}
