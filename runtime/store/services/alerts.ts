import type { Bound, Plan, Reading, Row, Transaction } from '../database.ts'

export type Severity = 'info' | 'warning' | 'danger'

/** What an alert says and to whom. */
export interface AlertContent {
  readonly text: { readonly zh: string; readonly en: string }
  /** Who is told; both empty: whoever may see what it is about. */
  readonly roles: readonly string[]
  readonly people: readonly number[]
  /** Parameters of its action, in JSON form. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** How far it has come, where its rule says so; empty: nobody is told again. */
  readonly stage?: string
}

/** What an alert is about. */
export interface AlertSubject {
  readonly entity: string | null
  readonly record: number | null
  readonly line: number | null
  /** Coordinates of a ledger by dimension. */
  readonly coordinates: Readonly<Record<string, string | number>> | null
}

export interface Alert extends AlertSubject {
  readonly id: number
  readonly rule: string
  readonly key: string
  readonly severity: Severity
  readonly content: AlertContent
  /** Milliseconds since the epoch. */
  readonly openedAt: number
  readonly closedAt: number | null
  readonly acknowledgedAt: number | null
  readonly acknowledgedBy: number | null
  readonly snoozedUntil: number | null
}

const columns =
  'id, rule, key, entity, record, line, coordinates, severity, content, opened_at, closed_at, acknowledged_at, acknowledged_by, snoozed_until'
const insert: Plan = {
  sql: 'insert into alert (id, rule, key, entity, record, line, coordinates, severity, content, opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
}
const update: Plan = { sql: 'update alert set severity = ?, content = ? where id = ?' }
const close: Plan = { sql: 'update alert set closed_at = ? where id = ? and closed_at is null' }
const openOfKey: Plan = { sql: `select ${columns} from alert where rule = ? and key = ? and closed_at is null` }
const openOfRecord: Plan = { sql: `select ${columns} from alert where record = ? and closed_at is null` }
const openOfRule: Plan = { sql: `select ${columns} from alert where rule = ? and closed_at is null order by key limit ?` }
const open: Plan = { sql: `select ${columns} from alert where closed_at is null order by id desc limit ?` }
const closed: Plan = { sql: `select ${columns} from alert where closed_at is not null and id < ? order by id desc limit ?` }
const one: Plan = { sql: `select ${columns} from alert where id = ?` }
const acknowledge: Plan = { sql: 'update alert set acknowledged_at = ?, acknowledged_by = ? where id = ?' }
const snooze: Plan = { sql: 'update alert set snoozed_until = ? where id = ?' }

export async function insertAlert(
  transaction: Transaction,
  alert: Pick<Alert, 'rule' | 'key' | 'severity' | 'content' | 'openedAt'> & AlertSubject,
): Promise<number> {
  const id = await transaction.nextIds(1)
  const { rule, key, entity, record, line, coordinates, severity, content, openedAt } = alert
  const place = coordinates === null ? null : JSON.stringify(coordinates)
  const row: Bound[] = [id, rule, key, entity, record, line, place, severity, JSON.stringify(content), openedAt]
  await transaction.run(insert, row)
  return id
}

export async function updateAlert(transaction: Transaction, id: number, severity: Severity, content: AlertContent): Promise<void> {
  await transaction.run(update, [severity, JSON.stringify(content), id])
}

export async function closeAlert(transaction: Transaction, id: number, at: number): Promise<void> {
  await transaction.run(close, [at, id])
}

export async function findOpenAlert(reading: Reading, rule: string, key: string): Promise<Alert | undefined> {
  const row = await reading.get(openOfKey, [rule, key])
  return row === undefined ? undefined : readAlert(row)
}

export async function openAlertsOfRecord(reading: Reading, record: number): Promise<Alert[]> {
  return (await reading.all(openOfRecord, [record])).map(readAlert)
}

export async function openAlertsOfRule(reading: Reading, rule: string, limit: number): Promise<Alert[]> {
  return (await reading.all(openOfRule, [rule, limit])).map(readAlert)
}

/** Open ones, or the latest closed ones below an id. */
export async function listAlerts(reading: Reading, wanted: { closed: boolean; before: number; limit: number }): Promise<Alert[]> {
  const rows = wanted.closed ? await reading.all(closed, [wanted.before, wanted.limit]) : await reading.all(open, [wanted.limit])
  return rows.map(readAlert)
}

export async function findAlert(reading: Reading, id: number): Promise<Alert | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readAlert(row)
}

export async function acknowledgeAlert(transaction: Transaction, id: number, person: number | null, at: number): Promise<void> {
  await transaction.run(acknowledge, [at, person, id])
}

export async function snoozeAlert(transaction: Transaction, id: number, until: number | null): Promise<void> {
  await transaction.run(snooze, [until, id])
}

function readAlert(row: Row): Alert {
  const number = (value: Bound | undefined): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    id: Number(row.id),
    rule: String(row.rule),
    key: String(row.key),
    entity: row.entity as string | null,
    record: number(row.record),
    line: number(row.line),
    coordinates: row.coordinates === null ? null : (JSON.parse(String(row.coordinates)) as Record<string, string | number>),
    severity: row.severity as Severity,
    content: JSON.parse(String(row.content)) as AlertContent,
    openedAt: Number(row.opened_at),
    closedAt: number(row.closed_at),
    acknowledgedAt: number(row.acknowledged_at),
    acknowledgedBy: number(row.acknowledged_by),
    snoozedUntil: number(row.snoozed_until),
  }
}
