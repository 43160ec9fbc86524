import type { Plan, Reading, Transaction } from '../database.ts'

const find: Plan = { sql: 'select input, at from scratch where person = ? and place = ?' }
const put: Plan = {
  sql: 'insert into scratch (person, place, input, at) values (?, ?, ?, ?) on conflict (person, place) do update set input = excluded.input, at = excluded.at',
}
const remove: Plan = { sql: 'delete from scratch where person = ? and place = ?' }

/** Where a person's unsaved input belongs: a record, or a new one of an entity. */
export const scratchPlace = (entity: string, record?: number): string => (record === undefined ? entity : `${entity}/${record}`)

/** Where the draft of an opinion belongs: one task. */
export const taskPlace = (seat: number): string => `task/${seat}`

export async function findScratch(reading: Reading, person: number, place: string): Promise<{ input: unknown; at: number } | undefined> {
  const row = await reading.get(find, [person, place])
  return row === undefined ? undefined : { input: JSON.parse(String(row.input)) as unknown, at: Number(row.at) }
}

export async function putScratch(transaction: Transaction, person: number, place: string, input: unknown, at: number): Promise<void> {
  await transaction.run(put, [person, place, JSON.stringify(input), at])
}

export async function removeScratch(transaction: Transaction, person: number, place: string): Promise<void> {
  await transaction.run(remove, [person, place])
}
