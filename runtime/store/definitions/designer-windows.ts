import type { Plan, Reading, TableShape, Transaction } from '../database.ts'

/** Open windows of designers, a row each: kept in the database, so that every server of a workspace knows of all. */
export const designerWindowTables: readonly TableShape[] = [
  {
    name: 'designer_window',
    columns: [
      { name: 'person', type: 'integer', required: true },
      /** What the browser calls its window. */
      { name: 'window_key', type: 'text', required: true },
      { name: 'path', type: 'text' },
      /** Milliseconds since the epoch. */
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['person', 'window_key'],
  },
]

export interface DesignerWindow {
  readonly person: number
  readonly window: string
  /** The file that is open in it; null: none. */
  readonly path: string | null
  /** Milliseconds since the epoch. */
  readonly at: number
}

const list: Plan = { sql: 'select person, window_key, path, at from designer_window where at >= ? order by person, window_key' }
const put: Plan = {
  sql: `insert into designer_window (person, window_key, path, at) values (?, ?, ?, ?)
    on conflict (person, window_key) do update set path = excluded.path, at = excluded.at`,
}
const remove: Plan = { sql: 'delete from designer_window where person = ? and window_key = ?' }
const removeOld: Plan = { sql: 'delete from designer_window where at < ?' }

/** Windows that have said something since `from`, in milliseconds since the epoch. */
export async function listDesignerWindows(reading: Reading, from: number): Promise<DesignerWindow[]> {
  const rows = await reading.all(list, [from])
  return rows.map((row) => ({
    person: Number(row.person),
    window: String(row.window_key),
    path: row.path === null ? null : String(row.path),
    at: Number(row.at),
  }))
}

export async function putDesignerWindow(transaction: Transaction, { person, window, path, at }: DesignerWindow): Promise<void> {
  await transaction.run(put, [person, window, path, at])
}

export async function removeDesignerWindow(transaction: Transaction, person: number, window: string): Promise<void> {
  await transaction.run(remove, [person, window])
}

export async function removeOldDesignerWindows(transaction: Transaction, before: number): Promise<void> {
  await transaction.run(removeOld, [before])
}
