import type { Plan, Reading, Row, Transaction } from '../database.ts'

export interface Comment {
  readonly id: number
  readonly entity: string
  readonly record: number
  readonly person: number | null
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly editedAt: number | null
  readonly text: string
}

const columns = 'id, entity, record, person, at, edited_at, text'
const list: Plan = { sql: `select ${columns} from comment where record = ? and id > ? order by id limit ?` }
const one: Plan = { sql: `select ${columns} from comment where id = ?` }
const insert: Plan = { sql: 'insert into comment (id, entity, record, person, at, text) values (?, ?, ?, ?, ?, ?)' }
const update: Plan = { sql: 'update comment set text = ?, edited_at = ? where id = ?' }
const remove: Plan = { sql: 'delete from comment where id = ?' }

export async function listComments(reading: Reading, record: number, after: number, limit: number): Promise<Comment[]> {
  return (await reading.all(list, [record, after, limit])).map(readComment)
}

export async function findComment(reading: Reading, id: number): Promise<Comment | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readComment(row)
}

export async function insertComment(transaction: Transaction, comment: Omit<Comment, 'id' | 'editedAt'>): Promise<number> {
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, comment.entity, comment.record, comment.person, comment.at, comment.text])
  return id
}

export async function updateComment(transaction: Transaction, id: number, text: string, at: number): Promise<void> {
  await transaction.run(update, [text, at, id])
}

export async function removeComment(transaction: Transaction, id: number): Promise<void> {
  await transaction.run(remove, [id])
}

function readComment(row: Row): Comment {
  return {
    id: Number(row.id),
    entity: String(row.entity),
    record: Number(row.record),
    person: row.person === null ? null : Number(row.person),
    at: Number(row.at),
    editedAt: row.edited_at === null ? null : Number(row.edited_at),
    text: String(row.text),
  }
}
