import type { Plan, Reading, Row, Transaction } from '../database.ts'

export interface AutomationRun {
  readonly id: number
  readonly automation: string
  /** What set it off: `record.posted wish/12`, `button`, `schedule`, `hook`. */
  readonly cause: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly state: 'done' | 'failed'
  readonly error: string | null
  /** Ids of what it made, as JSON. */
  readonly answer: string | null
}

/** A run that waits for its next try, or was given up. */
export interface WaitingRun {
  readonly job: number
  readonly payload: unknown
  readonly tries: number
  readonly due: number
  readonly state: string
  readonly error: string | null
}

const insert: Plan = { sql: 'insert into automation_run (id, automation, cause, at, state, error, answer) values (?, ?, ?, ?, ?, ?, ?)' }
const list: Plan = {
  sql: 'select id, automation, cause, at, state, error, answer from automation_run where id < ? order by id desc limit ?',
}
const ofOne: Plan = {
  sql: 'select id, automation, cause, at, state, error, answer from automation_run where automation = ? and id < ? order by id desc limit ?',
}
const waiting: Plan = {
  sql: 'select id, payload, tries, due, state, error from job where kind = ? and (error is not null or state = ?) order by id desc limit ?',
}
const again: Plan = { sql: "update job set state = 'waiting', tries = 0, due = ?, error = null where id = ? and state = 'dead'" }

export async function insertRun(transaction: Transaction, run: Omit<AutomationRun, 'id'>): Promise<void> {
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, run.automation, run.cause, run.at, run.state, run.error, run.answer])
}

export async function listRuns(reading: Reading, automation: string | undefined, before: number, limit: number): Promise<AutomationRun[]> {
  const rows = automation === undefined ? await reading.all(list, [before, limit]) : await reading.all(ofOne, [automation, before, limit])
  return rows as unknown as AutomationRun[]
}

/** Jobs of a kind that have failed at least once, given up or not. */
export async function listFailing(reading: Reading, kind: string, limit: number): Promise<WaitingRun[]> {
  return (await reading.all(waiting, [kind, 'dead', limit])).map((row: Row) => ({
    job: Number(row.id),
    payload: JSON.parse(String(row.payload)) as unknown,
    tries: Number(row.tries),
    due: Number(row.due),
    state: String(row.state),
    error: row.error as string | null,
  }))
}

/** A job that was given up is tried again; false when there is none. */
export async function tryJobAgain(transaction: Transaction, id: number, now: number): Promise<boolean> {
  return (await transaction.run(again, [now, id])).changes === 1
}
