import type { MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { remember, remembered } from '../remember.ts'

export interface ProcessVersion {
  readonly id: number
  readonly process: string
  /** JSON: diagram, settings, decision tables. */
  readonly content: string
  readonly release: number
}

const find: Plan = { sql: 'select id from process_version where process = ? and hash = ?' }
const insert: Plan = { sql: 'insert into process_version (id, process, hash, content, release, created_at) values (?, ?, ?, ?, ?, ?)' }
const hashOf: Plan = { sql: 'select hash from process_version where id = ?' }
const byId: Plan = { sql: 'select id, process, content, release from process_version where id = ?' }

/** The version with exactly this content; written when it is first needed. */
export function versionIdOf(
  transaction: Transaction,
  version: { process: string; hash: string; content: string; release: number; now: number },
): MaybePromise<number> {
  return remembered(transaction, 'process version', `${version.process} ${version.hash}`, () => findOrInsert(transaction, version))
}

async function findOrInsert(
  transaction: Transaction,
  version: { process: string; hash: string; content: string; release: number; now: number },
): Promise<number> {
  const known = await transaction.get(find, [version.process, version.hash])
  if (known !== undefined) return Number(known.id)
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, version.process, version.hash, version.content, version.release, version.now])
  remember(transaction, 'process version hash', id, version.hash)
  return id
}

export async function readVersion(reading: Reading, id: number): Promise<ProcessVersion | undefined> {
  const row = await reading.get(byId, [id])
  return row === undefined ? undefined : { id, process: String(row.process), content: String(row.content), release: Number(row.release) }
}

export function readVersionHash(reading: Reading, id: number): MaybePromise<string | undefined> {
  return remembered(reading, 'process version hash', id, () => loadVersionHash(reading, id))
}

async function loadVersionHash(reading: Reading, id: number): Promise<string | undefined> {
  const row = await reading.get(hashOf, [id])
  return row === undefined ? undefined : String(row.hash)
}
