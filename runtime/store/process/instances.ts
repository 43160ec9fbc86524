import type { Bound, MaybePromise, Plan, Reading, Row, Transaction } from '../database.ts'
import type { HistoryHead } from './history.ts'

export interface InstanceRow {
  readonly id: number
  readonly version: number
  /** Id of the process version it runs. */
  readonly definition: number
  readonly process: string
  readonly entity: string | null
  readonly record: number | null
  readonly status: string
  readonly outcome: string | null
  readonly initiator: number | null
  readonly parent: number | null
  readonly parentToken: number | null
  readonly startedAt: number
  readonly endedAt: number | null
  readonly head: HistoryHead
  /** Encoded state. */
  readonly state: string
}

/** What a step changes of an instance. */
export interface InstanceChange {
  readonly definition: number
  readonly status: string
  readonly outcome: string | null
  readonly endedAt: number | null
  readonly incidents: number
  readonly head: HistoryHead
  readonly state: string
}

const insert: Plan = {
  sql: `insert into process_instance (id, version, definition, process, entity, record, status, outcome, initiator, parent, parent_token, started_at, ended_at, incidents, history, history_hash, state)
    values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
}
const update: Plan = {
  sql: 'update process_instance set version = version + 1, definition = ?, status = ?, outcome = ?, ended_at = ?, incidents = ?, history = ?, history_hash = ?, state = ? where id = ? and version = ?',
}
/** The conditional write comes first, so that on both databases writers of one instance stand in line. */
const lock: Plan = { sql: 'update process_instance set version = version where id = ?' }
const byId: Plan = { sql: 'select * from process_instance where id = ?' }
// No `order by`: with it SQLite plans the statement anew at every run.
const byRecord: Plan = { sql: "select * from process_instance where record = ? and entity = ? and status <> 'ended' and parent is null" }
const anyByRecord: Plan = {
  sql: 'select * from process_instance where record = ? and entity = ? and parent is null order by id desc limit 1',
}
const any: Plan = { sql: 'select id from process_instance where record = ? and entity = ? limit 1' }
const byParent: Plan = { sql: "select * from process_instance where parent = ? and parent_token = ? and status <> 'ended'" }
const open: Plan = { sql: "select * from process_instance where process = ? and status <> 'ended' and id > ? order by id limit ?" }

export function insertInstance(transaction: Transaction, row: Omit<InstanceRow, 'version'>, incidents: number): MaybePromise<void> {
  const { id, definition, process, entity, record, status, outcome, initiator, parent, parentToken, startedAt, endedAt, head, state } = row
  return transaction.write(insert, [
    id,
    definition,
    process,
    entity,
    record,
    status,
    outcome,
    initiator,
    parent,
    parentToken,
    startedAt,
    endedAt,
    incidents,
    head.sequence,
    head.hash,
    state,
  ])
}

/** False when somebody else was faster; cannot happen to whoever holds the instance's row (see `lockInstance`). */
export async function updateInstance(transaction: Transaction, id: number, version: number, change: InstanceChange): Promise<boolean> {
  const { definition, status, outcome, endedAt, incidents, head, state } = change
  return (
    (await transaction.run(update, [definition, status, outcome, endedAt, incidents, head.sequence, head.hash, state, id, version]))
      .changes === 1
  )
}

/** Takes the instance's row first, then reads it: concurrent commands on one instance queue here. */
export async function lockInstance(transaction: Transaction, id: number): Promise<InstanceRow | undefined> {
  await transaction.run(lock, [id])
  return readInstance(transaction, id)
}

export async function readInstance(reading: Reading, id: number): Promise<InstanceRow | undefined> {
  const row = await reading.get(byId, [id])
  return row === undefined ? undefined : readRow(row)
}

/** Instances about a record that have not ended; called instances are left to their callers. */
export async function openInstancesOf(reading: Reading, entity: string, record: number): Promise<InstanceRow[]> {
  return (await reading.all(byRecord, [record, entity])).map(readRow).sort((left, right) => left.id - right.id)
}

export async function latestInstanceOf(reading: Reading, entity: string, record: number): Promise<InstanceRow | undefined> {
  const row = await reading.get(anyByRecord, [record, entity])
  return row === undefined ? undefined : readRow(row)
}

/** Whether there is or ever was an instance about a record. */
export async function hasInstances(reading: Reading, entity: string, record: number): Promise<boolean> {
  return (await reading.get(any, [record, entity])) !== undefined
}

export async function calledInstances(reading: Reading, parent: number, token: number): Promise<InstanceRow[]> {
  return (await reading.all(byParent, [parent, token])).map(readRow)
}

/** Instances of a process that have not ended, in order of their ids. */
export async function openInstances(reading: Reading, process: string, after: number, limit: number): Promise<InstanceRow[]> {
  return (await reading.all(open, [process, after, limit])).map(readRow)
}

function readRow(row: Row): InstanceRow {
  const number = (value: Bound | undefined): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    id: Number(row.id),
    version: Number(row.version),
    definition: Number(row.definition),
    process: String(row.process),
    entity: row.entity as string | null,
    record: number(row.record),
    status: String(row.status),
    outcome: row.outcome as string | null,
    initiator: number(row.initiator),
    parent: number(row.parent),
    parentToken: number(row.parent_token),
    startedAt: Number(row.started_at),
    endedAt: number(row.ended_at),
    head: { sequence: Number(row.history), hash: String(row.history_hash) },
    state: String(row.state),
  }
}
