import { MergedRecords, type MergedRecord } from '../../engine/record/merged-records.ts'
import type { Database, Plan, Reading, Transaction } from '../database.ts'
import { raiseOrganisationRevision } from '../organisation/revisions.ts'

const list: Plan = { sql: 'select record, entity, into_record from merged_record order by record' }
const find: Plan = { sql: 'select record, entity, into_record, status, at, person from merged_record where record = ?' }
const insert: Plan = {
  sql: 'insert into merged_record (record, entity, into_record, stays, status, at, person) values (?, ?, ?, ?, ?, ?, ?)',
}
const remove: Plan = { sql: 'delete from merged_record where record = ?' }
const move: Plan = { sql: 'update merged_record set stays = ? where record = ? and stays <> ?' }
const shared: Plan = { sql: "select pg_advisory_xact_lock_shared(hashtextextended(current_schema() || ' merged', 0))" }
const alone: Plan = { sql: "select pg_advisory_xact_lock(hashtextextended(current_schema() || ' merged', 0))" }

/** A merge as it was made. */
export interface StoredMerge extends MergedRecord {
  readonly status: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly person: number | null
}

async function listMerged(reading: Reading): Promise<MergedRecord[]> {
  const rows = await reading.all(list, [])
  return rows.map((row) => ({ record: Number(row.record), entity: String(row.entity), into: Number(row.into_record) }))
}

/** What was merged, as of this transaction. */
export async function readMerged(reading: Reading): Promise<MergedRecords> {
  const rows = await listMerged(reading)
  return rows.length === 0 ? MergedRecords.none : new MergedRecords(rows)
}

export async function findMerge(reading: Reading, record: number): Promise<StoredMerge | undefined> {
  const row = await reading.get(find, [record])
  if (row === undefined) return undefined
  return {
    record: Number(row.record),
    entity: String(row.entity),
    into: Number(row.into_record),
    status: String(row.status),
    at: Number(row.at),
    person: row.person as number | null,
  }
}

/** Keeps a merge; chains end at the one that stays. Gives the new picture: what is cached of the old one is stale. */
export async function insertMerge(transaction: Transaction, merge: StoredMerge): Promise<MergedRecords> {
  const { record, entity, into, status, at, person } = merge
  await transaction.run(insert, [record, entity, into, into, status, at, person])
  return followChains(transaction)
}

export async function removeMerge(transaction: Transaction, record: number): Promise<MergedRecords> {
  await transaction.run(remove, [record])
  return followChains(transaction)
}

async function followChains(transaction: Transaction): Promise<MergedRecords> {
  const merged = await readMerged(transaction)
  for (const id of merged.gone()) await transaction.run(move, [merged.resolve(id), id, merged.resolve(id)])
  await raiseOrganisationRevision(transaction)
  return merged
}

/**
 * A command that writes sees one picture of what was merged until its commit, a merge waits for those under way and nobody
 * begins meanwhile. On SQLite one command runs at a time.
 */
export async function lockMerged(transaction: Transaction, dialect: Database['dialect'], isAlone: boolean): Promise<void> {
  if (dialect === 'postgresql') await transaction.get(isAlone ? alone : shared, [])
}
