import type { Plan, Reading, Transaction } from '../database.ts'

/** A stored file: its content lies in the file store under its hash. */
export interface StoredFile {
  readonly id: number
  readonly hash: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  /** The record that refers to it: rights to a file are rights to its record. */
  readonly record: number | null
  readonly entity: string | null
  readonly createdAt: number
  readonly createdBy: number | null
}

const columns = 'id, hash, name, media_type, bytes, record, entity, created_at, created_by'
const find: Plan = { sql: `select ${columns} from file where id = ?` }
const insert: Plan = { sql: `insert into file (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)` }
const attach: Plan = { sql: 'update file set record = ?, entity = ? where id = ?' }
const hashes: Plan = { sql: 'select distinct hash from file' }

export async function findFile(reading: Reading, id: number): Promise<StoredFile | undefined> {
  const row = await reading.get(find, [id])
  if (row === undefined) return undefined
  return {
    id: Number(row.id),
    hash: String(row.hash),
    name: String(row.name),
    mediaType: String(row.media_type),
    bytes: Number(row.bytes),
    record: row.record as number | null,
    entity: row.entity as string | null,
    createdAt: Number(row.created_at),
    createdBy: row.created_by as number | null,
  }
}

export async function insertFile(transaction: Transaction, file: StoredFile): Promise<void> {
  const { id, hash, name, mediaType, bytes, record, entity, createdAt, createdBy } = file
  await transaction.run(insert, [id, hash, name, mediaType, bytes, record, entity, createdAt, createdBy])
}

export async function attachFile(transaction: Transaction, id: number, entity: string, record: number): Promise<void> {
  await transaction.run(attach, [record, entity, id])
}

/** Hashes of all contents that rows refer to: for backups and for clearing up. */
export async function listFileHashes(reading: Reading): Promise<string[]> {
  return (await reading.all(hashes, [])).map((row) => String(row.hash))
}
