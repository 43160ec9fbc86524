import type { Plan, Reading, Row, Transaction } from '../database.ts'

/** A report that a person is sent again and again. Times are milliseconds since the epoch. */
export interface Subscription {
  readonly id: number
  readonly person: number
  readonly report: string
  readonly parameters: Readonly<Record<string, string>>
  /** A period by name, which is another one each time; null: the days are among the parameters. */
  readonly period: string | null
  readonly rhythm: string
  readonly hour: number
  readonly language: 'zh' | 'en'
  readonly createdAt: number
  readonly nextAt: number
  readonly sentAt: number | null
}

const columns = 'id, person, report, parameters, period, rhythm, hour, language, created_at, next_at, sent_at'
const insert: Plan = {
  sql: `insert into subscription (id, person, report, parameters, period, rhythm, hour, language, created_at, next_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
}
const one: Plan = { sql: `select ${columns} from subscription where id = ?` }
const ofPerson: Plan = { sql: `select ${columns} from subscription where person = ? order by id desc` }
const remove: Plan = { sql: 'delete from subscription where id = ?' }
const sent: Plan = { sql: 'update subscription set sent_at = ?, next_at = ? where id = ?' }

export async function insertSubscription(transaction: Transaction, subscription: Omit<Subscription, 'id' | 'sentAt'>): Promise<number> {
  const id = await transaction.nextIds(1)
  const { person, report, parameters, period, rhythm, hour, language, createdAt, nextAt } = subscription
  await transaction.run(insert, [id, person, report, JSON.stringify(parameters), period, rhythm, hour, language, createdAt, nextAt])
  return id
}

export async function findSubscription(reading: Reading, id: number): Promise<Subscription | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readSubscription(row)
}

/** Those of a person, newest first. */
export async function listSubscriptions(reading: Reading, person: number): Promise<Subscription[]> {
  return (await reading.all(ofPerson, [person])).map(readSubscription)
}

export async function deleteSubscription(transaction: Transaction, id: number): Promise<void> {
  await transaction.run(remove, [id])
}

/** Sent at a moment, and again at the next. */
export async function noteSubscriptionSent(transaction: Transaction, id: number, at: number, nextAt: number): Promise<void> {
  await transaction.run(sent, [at, nextAt, id])
}

function readSubscription(row: Row): Subscription {
  return {
    id: Number(row.id),
    person: Number(row.person),
    report: String(row.report),
    parameters: JSON.parse(String(row.parameters)) as Record<string, string>,
    period: row.period === null ? null : String(row.period),
    rhythm: String(row.rhythm),
    hour: Number(row.hour),
    language: row.language === 'en' ? 'en' : 'zh',
    createdAt: Number(row.created_at),
    nextAt: Number(row.next_at),
    sentAt: row.sent_at === null ? null : Number(row.sent_at),
  }
}
