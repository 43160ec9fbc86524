import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Plan, Reading, TableShape, Transaction } from '../database.ts'

/** Characters of one file; the largest entity of the templates has some 20,000. */
export const LONGEST_FILE = 1_000_000

/**
 * The working copy: what designers have changed since the current release, a row a file. Everything else is as it was
 * released. A row goes when its file is published, discarded, or again what the release says.
 */
export const workingCopyTables: readonly TableShape[] = [
  {
    name: 'working_file',
    columns: [
      { name: 'path', type: 'text', required: true },
      { name: 'text', type: 'text' },
      { name: 'revision', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'at', type: 'integer', required: true },
      { name: 'base', type: 'text' },
      { name: 'base_release', type: 'integer', required: true },
    ],
    primaryKey: ['path'],
  },
]

export interface WorkingFile {
  readonly path: string
  /** Null: the file goes with the next release. */
  readonly text: string | null
  /** Raised by every save; what a designer saw. */
  readonly revision: number
  readonly person: number | null
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The text that was released when the change began; null: there was none. */
  readonly base: string | null
  readonly baseRelease: number
}

const list: Plan = { sql: 'select path, text, revision, person, at, base, base_release from working_file order by path' }
const put: Plan = {
  sql: `insert into working_file (path, text, revision, person, at, base, base_release) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (path) do update set text = excluded.text, revision = excluded.revision, person = excluded.person, at = excluded.at,
    base = excluded.base, base_release = excluded.base_release`,
}
const remove: Plan = { sql: 'delete from working_file where path = ?' }
const readRevision: Plan = { sql: "select coalesce(max(value), 0) as value from revision where name = 'working-copy'" }
const raiseRevision: Plan = {
  sql: "insert into revision (name, value) values ('working-copy', 1) on conflict (name) do update set value = revision.value + 1",
}

export async function readWorkingFiles(reading: Reading): Promise<WorkingFile[]> {
  const rows = await reading.all(list, [])
  return rows.map((row) => ({
    path: String(row.path),
    text: row.text === null ? null : String(row.text),
    revision: Number(row.revision),
    person: row.person === null ? null : Number(row.person),
    at: Number(row.at),
    base: row.base === null ? null : String(row.base),
    baseRelease: Number(row.base_release),
  }))
}

/** How often the working copy was changed, ever. */
export async function readWorkingRevision(reading: Reading): Promise<number> {
  return Number((await reading.get(readRevision, []))!.value)
}

/** The new revision; taken first, so that on both databases those who write the working copy stand in line. */
export async function raiseWorkingRevision(transaction: Transaction): Promise<number> {
  await transaction.run(raiseRevision, [])
  return readWorkingRevision(transaction)
}

export async function putWorkingFile(transaction: Transaction, file: WorkingFile): Promise<void> {
  await transaction.run(put, [file.path, file.text, file.revision, file.person, file.at, file.base, file.baseRelease])
}

export async function removeWorkingFile(transaction: Transaction, path: string): Promise<void> {
  await transaction.run(remove, [path])
}

/** What the next release would hold: the released files with the changes laid over them, by path. */
export function layOver(released: readonly DefinitionFile[], working: readonly Pick<WorkingFile, 'path' | 'text'>[]): DefinitionFile[] {
  const texts = new Map<string, string | null>(released.map((file) => [file.path, file.text]))
  for (const { path, text } of working) texts.set(path, text)
  return [...texts]
    .flatMap(([path, text]) => (text === null ? [] : [{ path, text }]))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
}
