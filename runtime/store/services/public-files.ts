import type { Plan, Reading, Transaction } from '../database.ts'

/** A file that came in by a form: for which field, in which visit of its page. */
export interface PublicFile {
  readonly id: number
  readonly form: number
  readonly visit: string
  readonly field: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

const insert: Plan = { sql: 'insert into public_file (id, form, visit, field, bytes, at) values (?, ?, ?, ?, ?, ?)' }
const ofVisit: Plan = { sql: 'select id, field from public_file where form = ? and visit = ?' }
const total: Plan = { sql: 'select coalesce(sum(bytes), 0) as bytes from public_file where form = ?' }

export async function insertPublicFile(transaction: Transaction, file: PublicFile): Promise<void> {
  await transaction.run(insert, [file.id, file.form, file.visit, file.field, file.bytes, file.at])
}

/** What one visit of the page has sent. */
export async function filesOfVisit(reading: Reading, form: number, visit: string): Promise<Pick<PublicFile, 'id' | 'field'>[]> {
  return (await reading.all(ofVisit, [form, visit])).map((row) => ({ id: Number(row.id), field: String(row.field) }))
}

/** Bytes that a form has brought in so far. */
export async function bytesOfForm(reading: Reading, form: number): Promise<number> {
  return Number((await reading.get(total, [form]))?.bytes ?? 0)
}
