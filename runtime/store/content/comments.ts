import type { Plan, Reading, Transaction } from '../database.ts'

export interface Comment {
  readonly id: number
  readonly entity: string
  readonly record: number
  readonly person: number | null
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
}

const list: Plan = { sql: 'select id, entity, record, person, at, text from comment where record = ? and id > ? order by id limit ?' }
const insert: Plan = { sql: 'insert into comment (id, entity, record, person, at, text) values (?, ?, ?, ?, ?, ?)' }

export async function listComments(reading: Reading, record: number, after: number, limit: number): Promise<Comment[]> {
  return (await reading.all(list, [record, after, limit])) as unknown as Comment[]
}

export async function insertComment(transaction: Transaction, comment: Comment): Promise<void> {
  await transaction.run(insert, [comment.id, comment.entity, comment.record, comment.person, comment.at, comment.text])
}
