import type { Plan, Reading } from '../database.ts'

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

export async function listComments(reading: Reading, record: number, after: number, limit: number): Promise<Comment[]> {
  return (await reading.all(list, [record, after, limit])) as unknown as Comment[]
}
