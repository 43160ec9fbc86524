import type { Plan, Reading, TableShape, Transaction } from '../database.ts'

/** Idempotency: an actor's key belongs to one body, and its answer is given again. */
export const commandKeyTables: readonly TableShape[] = [
  {
    name: 'command_key',
    columns: [
      { name: 'person', type: 'integer', required: true },
      { name: 'key', type: 'text', required: true },
      { name: 'body_hash', type: 'text', required: true },
      { name: 'answer', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['person', 'key'],
    clustered: true,
  },
]

const find: Plan = { sql: 'select body_hash, answer from command_key where person = ? and key = ?' }
const insert: Plan = { sql: 'insert into command_key (person, key, body_hash, answer, at) values (?, ?, ?, ?, ?)' }
const removeOld: Plan = { sql: 'delete from command_key where at < ?' }

/** The system has no person: its keys are kept under 0. */
const owner = (person: number | null): number => person ?? 0

export interface StoredAnswer {
  readonly bodyHash: string
  readonly answer: Record<string, unknown>
}

export async function findAnswer(reading: Reading, person: number | null, key: string): Promise<StoredAnswer | undefined> {
  const row = await reading.get(find, [owner(person), key])
  return row === undefined
    ? undefined
    : { bodyHash: String(row.body_hash), answer: JSON.parse(String(row.answer)) as Record<string, unknown> }
}

/** `at` in milliseconds since the epoch. */
export async function keepAnswer(
  transaction: Transaction,
  person: number | null,
  key: string,
  stored: StoredAnswer,
  at: number,
): Promise<void> {
  await transaction.run(insert, [owner(person), key, stored.bodyHash, JSON.stringify(stored.answer), at])
}

export async function forgetAnswersBefore(transaction: Transaction, at: number): Promise<number> {
  return (await transaction.run(removeOld, [at])).changes
}
