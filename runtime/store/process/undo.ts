import type { Plan, Reading, Transaction } from '../database.ts'

const put: Plan = {
  sql: 'insert into process_undo (instance, seat, undo) values (?, ?, ?) on conflict (instance, seat) do update set undo = excluded.undo',
}
const get: Plan = { sql: 'select undo from process_undo where instance = ? and seat = ?' }
const clear: Plan = { sql: 'delete from process_undo where instance = ?' }
const drop: Plan = { sql: 'delete from process_undo where instance = ? and seat = ?' }

export async function putUndo(transaction: Transaction, instance: number, seat: number, undo: string): Promise<void> {
  await transaction.run(put, [instance, seat, undo])
}

export async function readUndo(reading: Reading, instance: number, seat: number): Promise<string | undefined> {
  const row = await reading.get(get, [instance, seat])
  return row === undefined ? undefined : String(row.undo)
}

/** An ended instance cannot be taken back. */
export async function clearUndo(transaction: Transaction, instance: number): Promise<void> {
  await transaction.run(clear, [instance])
}

export async function dropUndo(transaction: Transaction, instance: number, seat: number): Promise<void> {
  await transaction.run(drop, [instance, seat])
}
