import type { Database, Plan, Reading, Row, Transaction } from '../database.ts'

export interface NewJob {
  readonly kind: string
  /** Milliseconds since the epoch. */
  readonly due: number
  /** Two waiting jobs of one key are one. */
  readonly key?: string
  readonly payload: unknown
}

export interface Job {
  readonly id: number
  readonly kind: string
  readonly key: string | null
  readonly payload: unknown
  /** Times it was claimed, this time included. */
  readonly tries: number
  readonly due: number
}

const insert: Plan = {
  sql: "insert into job (id, kind, due, key, payload, tries, state, created_at) values (?, ?, ?, ?, ?, 0, 'waiting', ?) on conflict (key) where key is not null do nothing",
}
const dueJobs = "select id from job where due <= ? and state <> 'dead' order by due limit ?"
const claimPlans: Record<Database['dialect'], Plan> = {
  sqlite: { sql: claimSql(dueJobs) },
  postgresql: { sql: claimSql(`${dueJobs} for update skip locked`) },
}
const extend: Plan = { sql: "update job set due = ? where id = ? and holder = ? and state = 'leased'" }
const finish: Plan = { sql: 'delete from job where id = ? and holder = ?' }
const retry: Plan = { sql: 'update job set state = ?, due = ?, holder = null, error = ? where id = ? and holder = ?' }
const postpone: Plan = {
  sql: "update job set state = 'waiting', due = ?, holder = null, error = null, tries = 0 where id = ? and holder = ?",
}
const release: Plan = { sql: "update job set state = 'waiting', due = ?, holder = null where state = 'leased'" }
const cancel: Plan = { sql: "delete from job where key = ? and state <> 'leased'" }
const next: Plan = { sql: "select min(due) as due from job where state <> 'dead'" }
const byId: Plan = { sql: 'select id, kind, due, key, payload, tries from job where id = ?' }
const dead: Plan = { sql: "select id, kind, due, key, payload, tries, error from job where state = 'dead' order by id limit ?" }

function claimSql(candidates: string): string {
  return `update job set state = 'leased', holder = ?, due = ?, tries = tries + 1 where id in (${candidates}) returning id, kind, due, key, payload, tries`
}

/** Writes jobs in the transaction that causes them; a key that waits already is left as it is. */
export async function insertJobs(transaction: Transaction, jobs: readonly NewJob[], now: number): Promise<void> {
  if (jobs.length === 0) return
  const firstId = await transaction.nextIds(jobs.length)
  for (const [index, job] of jobs.entries()) {
    await transaction.run(insert, [firstId + index, job.kind, job.due, job.key ?? null, JSON.stringify(job.payload ?? null), now])
  }
}

/** Claims due jobs until `leaseEnd`: whoever dies meanwhile loses them to the next claim after that moment. */
export async function claimJobs(
  transaction: Transaction,
  dialect: Database['dialect'],
  lease: { holder: string; now: number; leaseEnd: number; limit: number },
): Promise<Job[]> {
  const rows = await transaction.all(claimPlans[dialect], [lease.holder, lease.leaseEnd, lease.now, lease.limit])
  return rows.map(readJob).sort((left, right) => left.id - right.id)
}

/** Hands back what a runner held that is known to be dead: its timers are not to wait for the end of the lease. */
export async function releaseJobs(transaction: Transaction, now: number): Promise<void> {
  await transaction.run(release, [now])
}

/** Heartbeat: false when the lease was lost. */
export async function extendLease(transaction: Transaction, id: number, holder: string, leaseEnd: number): Promise<boolean> {
  return (await transaction.run(extend, [leaseEnd, id, holder])).changes === 1
}

/** False when somebody else holds the job by now. */
export async function finishJob(transaction: Transaction, id: number, holder: string): Promise<boolean> {
  return (await transaction.run(finish, [id, holder])).changes === 1
}

/** Hands a failed job back to be tried again at `due`, or lays it aside as dead. */
export async function failJob(
  transaction: Transaction,
  id: number,
  holder: string,
  failure: { error: string; due: number; isDead: boolean },
): Promise<void> {
  await transaction.run(retry, [failure.isDead ? 'dead' : 'waiting', failure.due, failure.error, id, holder])
}

/** A job that comes again and again: this turn is done, the next is due then. False when the lease was lost. */
export async function postponeJob(transaction: Transaction, id: number, holder: string, nextDueAt: number): Promise<boolean> {
  return (await transaction.run(postpone, [nextDueAt, id, holder])).changes === 1
}

/** Removes a job that waits under this key (a timer that is no longer needed). */
export async function cancelJob(transaction: Transaction, key: string): Promise<void> {
  await transaction.run(cancel, [key])
}

/** When the next job is due, in milliseconds since the epoch. */
export async function nextDue(reading: Reading): Promise<number | undefined> {
  const row = await reading.get(next, [])
  return row === undefined || row.due === null ? undefined : Number(row.due)
}

export async function readJobById(reading: Reading, id: number): Promise<Job | undefined> {
  const row = await reading.get(byId, [id])
  return row === undefined ? undefined : readJob(row)
}

export async function listDeadJobs(reading: Reading, limit: number): Promise<(Job & { error: string | null })[]> {
  const rows = await reading.all(dead, [limit])
  return rows.map((row) => ({ ...readJob(row), error: row.error as string | null }))
}

function readJob(row: Row): Job {
  return {
    id: Number(row.id),
    kind: String(row.kind),
    key: row.key as string | null,
    payload: JSON.parse(String(row.payload)) as unknown,
    tries: Number(row.tries),
    due: Number(row.due),
  }
}
