import type { Plan, Reading, Transaction } from '../database.ts'

const read: Plan = { sql: "select value from meta where name = 'demo'" }
const write: Plan = { sql: "insert into meta (name, value) values ('demo', ?) on conflict (name) do update set value = excluded.value" }

/** The password that everybody in a demo workspace has, and may know; undefined in any other workspace. */
export async function readDemoPassword(reading: Reading): Promise<string | undefined> {
  const row = await reading.get(read, [])
  return row === undefined ? undefined : String(row.value)
}

export async function markAsDemo(transaction: Transaction, password: string): Promise<void> {
  await transaction.run(write, [password])
}
