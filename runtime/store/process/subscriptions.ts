import type { SubscriptionState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Plan, Reading, Row, Transaction } from '../database.ts'

export interface Listener {
  readonly instance: number
  readonly key: number
}

const insert: Plan = { sql: 'insert into process_subscription (instance, key, kind, name, correlation) values (?, ?, ?, ?, ?)' }
const remove: Plan = { sql: 'delete from process_subscription where instance = ? and key = ?' }
const matching: Plan = {
  sql: 'select instance, key from process_subscription where kind = ? and name = ? and (correlation is null or correlation = ?) order by instance, key',
}
const keep: Plan = { sql: 'insert into process_message (id, name, correlation, variables, expires) values (?, ?, ?, ?, ?)' }
const kept: Plan = {
  sql: 'select id, variables from process_message where name = ? and (correlation is null or correlation = ?) and expires > ? order by id limit 1',
}
const forget: Plan = { sql: 'delete from process_message where id = ?' }

export async function addSubscription(transaction: Transaction, instance: number, subscription: SubscriptionState): Promise<void> {
  await transaction.run(insert, [instance, subscription.key, subscription.kind, subscription.name ?? '', subscription.correlation])
}

export async function removeSubscription(transaction: Transaction, instance: number, key: number): Promise<void> {
  await transaction.run(remove, [instance, key])
}

/** Who waits for it: those with the same key, and those who take any. */
export async function listeners(
  reading: Reading,
  kind: 'message' | 'signal',
  name: string,
  correlation: string | null,
): Promise<Listener[]> {
  const rows = await reading.all(matching, [kind, name, correlation])
  return rows.map((row: Row) => ({ instance: Number(row.instance), key: Number(row.key) }))
}

export async function keepMessage(
  transaction: Transaction,
  message: { name: string; correlation: string | null; variables: string; expires: number },
): Promise<void> {
  const id = await transaction.nextIds(1)
  await transaction.run(keep, [id, message.name, message.correlation, message.variables, message.expires])
}

/** Takes the oldest message that was kept for such a subscription. */
export async function takeKeptMessage(
  transaction: Transaction,
  name: string,
  correlation: string | null,
  now: number,
): Promise<string | undefined> {
  const row = await transaction.get(kept, [name, correlation, now])
  if (row === undefined) return undefined
  await transaction.run(forget, [Number(row.id)])
  return String(row.variables)
}
