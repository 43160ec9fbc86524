import { createHash } from 'node:crypto'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Plan, Reading, Transaction } from '../database.ts'
import { forgetRevisions } from '../organisation/revisions.ts'

/** The untouched files of the template that the workspace was cloned from. */
export const BASE_RELEASE = 0
/** Unpublished definitions. */
export const WORKING_COPY = -1

export interface Release {
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly person: number | null
  readonly note: string
}

const current: Plan = { sql: 'select coalesce(max(number), 0) as number from release where number > 0' }
const listReleases: Plan = { sql: 'select number, at, person, note from release where number > 0 order by number desc limit ?' }
const insertRelease: Plan = {
  sql: 'insert into release (number, at, person, note) values (?, ?, ?, ?) on conflict (number) do update set at = excluded.at',
}
const readFiles: Plan = {
  sql: 'select f.path, t.text from definition_file f join definition_text t on t.hash = f.hash where f.release = ? order by f.path',
}
const insertText: Plan = { sql: 'insert into definition_text (hash, text) values (?, ?) on conflict (hash) do nothing' }
const insertFile: Plan = { sql: 'insert into definition_file (release, path, hash) values (?, ?, ?)' }
const removeFiles: Plan = { sql: 'delete from definition_file where release = ?' }

/** Number of the current release; 0 before the first. Cheap: readers poll it. */
export async function readReleaseNumber(reading: Reading): Promise<number> {
  return Number((await reading.get(current, []))?.number ?? 0)
}

export async function listLatestReleases(reading: Reading, limit: number): Promise<Release[]> {
  const rows = await reading.all(listReleases, [limit])
  return rows.map((row) => ({
    number: Number(row.number),
    at: Number(row.at),
    person: row.person as number | null,
    note: String(row.note),
  }))
}

/** Files of a release, of the base or of the working copy, by path; texts only. */
export async function readDefinitionFiles(reading: Reading, release: number): Promise<DefinitionFile[]> {
  const rows = await reading.all(readFiles, [release])
  return rows.map((row) => ({ path: String(row.path), text: String(row.text) }))
}

/** Makes the next release of the whole workspace and returns its number. Releases are never changed. */
export async function insertNextRelease(
  transaction: Transaction,
  files: readonly DefinitionFile[],
  release: Omit<Release, 'number'>,
): Promise<number> {
  const number = (await readReleaseNumber(transaction)) + 1
  await transaction.run(insertRelease, [number, release.at, release.person, release.note])
  forgetRevisions(transaction)
  await insertFiles(transaction, number, files)
  return number
}

/** Replaces the files of the base or of the working copy. */
export async function replaceDefinitionFiles(
  transaction: Transaction,
  which: typeof BASE_RELEASE | typeof WORKING_COPY,
  files: readonly DefinitionFile[],
  at: number,
): Promise<void> {
  await transaction.run(removeFiles, [which])
  await transaction.run(insertRelease, [which, at, null, which === BASE_RELEASE ? 'base' : 'working copy'])
  await insertFiles(transaction, which, files)
}

async function insertFiles(transaction: Transaction, release: number, files: readonly DefinitionFile[]): Promise<void> {
  for (const { path, text } of files) {
    const hash = createHash('sha256').update(text).digest('hex')
    await transaction.run(insertText, [hash, text])
    await transaction.run(insertFile, [release, path, hash])
  }
}
