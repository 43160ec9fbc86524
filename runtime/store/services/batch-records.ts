import type { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Plan, Reading, Transaction } from '../database.ts'

const find: Plan = { sql: 'select entity, record from batch_record where batch = ? and key = ? and day = ?' }
const list: Plan = { sql: 'select key, record from batch_record where batch = ? and day = ?' }
const put: Plan = {
  sql: `insert into batch_record (batch, key, day, entity, record) values (?, ?, ?, ?, ?)
    on conflict (batch, key, day) do update set entity = excluded.entity, record = excluded.record`,
}

/** The record that a batch has made of a key on a day. */
export async function findMade(
  reading: Reading,
  batch: string,
  key: string,
  day: CalendarDate,
): Promise<{ entity: string; record: number } | undefined> {
  const row = await reading.get(find, [batch, key, day.toString()])
  return row === undefined ? undefined : { entity: String(row.entity), record: Number(row.record) }
}

export async function madeToday(reading: Reading, batch: string, day: CalendarDate): Promise<Map<string, number>> {
  return new Map((await reading.all(list, [batch, day.toString()])).map((row) => [String(row.key), Number(row.record)]))
}

export async function noteMade(
  transaction: Transaction,
  made: { batch: string; key: string; day: CalendarDate; entity: string; record: number },
): Promise<void> {
  await transaction.run(put, [made.batch, made.key, made.day.toString(), made.entity, made.record])
}
