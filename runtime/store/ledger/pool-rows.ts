import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import type { Plan, Reading } from '../database.ts'
import { entryColumns, readEntry, type StoredEntry } from './entry-plans.ts'
import type { LedgerStore } from './ledger-store.ts'
import { poolsByFirstDimension, type LedgerTable } from './ledger-table.ts'
import type { StoredPool } from './pool-plans.ts'

/** An entry with the other side of its movement. */
export interface PairedEntry extends StoredEntry {
  readonly other: { readonly coordinates: Coordinates; readonly pool: number | null } | null
}

interface PairPlans {
  readonly ofPool: Plan
  readonly bySource: Plan
  readonly byId: Plan
  readonly ofJournal: Plan
  readonly byLine: Plan
}

const compiled = new WeakMap<object, PairPlans>()

function plansOf(store: LedgerStore, ledger: string): { table: LedgerTable; plans: PairPlans } {
  const owner = store.plansOf(ledger)
  let plans = compiled.get(owner)
  if (plans === undefined) compiled.set(owner, (plans = compile(owner.table)))
  return { table: owner.table, plans }
}

function compile(table: LedgerTable): PairPlans {
  const own = entryColumns(table).map((name) => `e.${name}`)
  const other = [...table.dimensions.map((name) => `c.${name} as o_${name}`), 'c.pool as o_pool']
  const from = `select ${[...own, ...other].join(', ')} from ${table.entries} e left join ${table.entries} c on c.id = e.counter`
  const lead = poolsByFirstDimension(table.shape) ? `e.${table.dimensions[0]} = ? and ` : ''
  return {
    ofPool: { sql: `${from} where ${lead}e.pool = ? and e.at >= ? order by e.id` },
    bySource: { sql: `${from} where e.source = ? order by e.id` },
    byId: { sql: `${from} where e.id = ?` },
    ofJournal: { sql: `${from} where e.id between ? and ? and e.journal = ? order by e.id` },
    byLine: { sql: `${from} where e.line = ? and e.pool is not null order by e.id` },
  }
}

function readPair(table: LedgerTable, row: Parameters<typeof readEntry>[1]): PairedEntry {
  const entry = readEntry(table, row)
  const other =
    entry.counter === null
      ? null
      : { coordinates: table.dimensions.map((name) => row[`o_${name}`] as number | string), pool: row.o_pool as number | null }
  return { ...entry, other }
}

/** Every row of a pool from a minute on, oldest id first. */
export async function listPoolRows(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  pool: StoredPool,
  from: number,
): Promise<PairedEntry[]> {
  const { table, plans } = plansOf(store, ledger.name)
  const lead = poolsByFirstDimension(ledger) ? [pool.origin.coordinates[0]!] : []
  return (await reading.all(plans.ofPool, [...lead, pool.id, from])).map((row) => readPair(table, row))
}

/** Rows that refer to a movement: returns, revisions, adjustments, mirrors. */
export async function listReferringRows(store: LedgerStore, reading: Reading, ledger: string, movement: number): Promise<PairedEntry[]> {
  const { table, plans } = plansOf(store, ledger)
  return (await reading.all(plans.bySource, [movement])).map((row) => readPair(table, row))
}

export async function findPairedEntry(store: LedgerStore, reading: Reading, ledger: string, id: number): Promise<PairedEntry | undefined> {
  const { table, plans } = plansOf(store, ledger)
  const row = await reading.get(plans.byId, [id])
  return row === undefined ? undefined : readPair(table, row)
}

export async function listJournalRows(
  store: LedgerStore,
  reading: Reading,
  ledger: string,
  journal: { readonly id: number; readonly last: number },
): Promise<PairedEntry[]> {
  const { table, plans } = plansOf(store, ledger)
  return (await reading.all(plans.ofJournal, [journal.id, journal.last, journal.id])).map((row) => readPair(table, row))
}

/** Rows inside pools that a row of a record's lines made. */
export async function listLineRows(store: LedgerStore, reading: Reading, ledger: string, line: number): Promise<PairedEntry[]> {
  const { table, plans } = plansOf(store, ledger)
  return (await reading.all(plans.byLine, [line])).map((row) => readPair(table, row))
}
