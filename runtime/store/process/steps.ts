import type { MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { remember, remembered } from '../remember.ts'

/** One step of an instance as it happened. Texts are JSON. */
export interface StepRow {
  readonly instance: number
  readonly step: number
  readonly at: number
  readonly definition: number
  readonly recordVersion: number | null
  readonly people: number
  readonly event: string
  readonly facts: string | null
}

const insert: Plan = {
  sql: 'insert into process_step (instance, step, at, definition, record_version, people, event, facts) values (?, ?, ?, ?, ?, ?, ?, ?)',
}
const ofInstance: Plan = { sql: 'select * from process_step where instance = ? order by step' }
const insertFact: Plan = {
  sql: 'insert into process_fact (record, version, lines, content) values (?, ?, ?, ?) on conflict (record, version, lines) do nothing',
}
const factBy: Plan = { sql: 'select content from process_fact where record = ? and version = ? and lines >= ? order by lines desc limit 1' }
const nextFact: Plan = { sql: 'select content from process_fact where record = ? and version >= ? and lines = 1 order by version limit 1' }
const hasFact: Plan = { sql: 'select lines from process_fact where record = ? and version = ? and lines = ?' }
const insertPeople: Plan = { sql: 'insert into process_people (revision, content) values (?, ?) on conflict (revision) do nothing' }
const peopleBy: Plan = { sql: 'select content from process_people where revision = ?' }
const instancesOf: Plan = {
  sql: 'select distinct i.id from process_instance as i join process_step as s on s.instance = i.id and s.step = 1 where i.process = ? and i.id < ? order by i.id desc limit ?',
}

export function insertStep(transaction: Transaction, row: StepRow): MaybePromise<void> {
  const { instance, step, at, definition, recordVersion, people, event, facts } = row
  return transaction.write(insert, [instance, step, at, definition, recordVersion, people, event, facts])
}

export async function readSteps(reading: Reading, instance: number): Promise<StepRow[]> {
  return (await reading.all(ofInstance, [instance])).map((row) => ({
    instance,
    step: Number(row.step),
    at: Number(row.at),
    definition: Number(row.definition),
    recordVersion: row.record_version === null || row.record_version === undefined ? null : Number(row.record_version),
    people: Number(row.people),
    event: String(row.event),
    facts: row.facts as string | null,
  }))
}

/** Keeps a version of a record, unless it is there already; the text is made only when it is needed. */
export async function keepRecordFact(
  transaction: Transaction,
  record: number,
  version: number,
  lines: boolean,
  content: () => string,
): Promise<void> {
  const flag = lines ? 1 : 0
  if ((await transaction.get(hasFact, [record, version, flag])) !== undefined) return
  await transaction.run(insertFact, [record, version, flag, content()])
}

export async function readRecordFact(reading: Reading, record: number, version: number, lines: boolean): Promise<string | undefined> {
  const row = await reading.get(factBy, [record, version, lines ? 1 : 0])
  return row === undefined ? undefined : String(row.content)
}

/** The record with the values it had at a version, if they have changed since; its system columns may be those of a later version. */
export async function readOutdatedRecord(reading: Reading, record: number, version: number): Promise<string | undefined> {
  const row = await reading.get(nextFact, [record, version])
  return row === undefined ? undefined : String(row.content)
}

/** Keeps the people of one revision of the organisation, once. */
export function keepPeople(transaction: Transaction, revision: number, content: () => string): MaybePromise<boolean> {
  return remembered(transaction, 'process people', revision, async () => {
    await transaction.run(insertPeople, [revision, content()])
    remember(transaction, 'process people', revision, true)
    return true
  })
}

export async function readPeople(reading: Reading, revision: number): Promise<string | undefined> {
  const row = await reading.get(peopleBy, [revision])
  return row === undefined ? undefined : String(row.content)
}

/** Instances of a process whose steps were kept, latest first. */
export async function instancesWithSteps(reading: Reading, process: string, before: number, limit: number): Promise<number[]> {
  return (await reading.all(instancesOf, [process, before, limit])).map((row) => Number(row.id))
}
