import type { Plan, Reading, Row, Transaction } from '../database.ts'

/** A stored file; its content lies in the file store under its hash. */
export interface StoredFile {
  readonly id: number
  /** sha256 of the content, hexadecimal. */
  readonly hash: string
  readonly name: string
  /** By its content, where that tells; else `application/octet-stream`. */
  readonly mediaType: string
  readonly bytes: number
  /** Null until it is saved into a record. */
  readonly entity: string | null
  readonly record: number | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly createdBy: number | null
}

const PAGE = 1000

const columns = 'id, hash, name, media_type, bytes, entity, record, created_at, created_by'
const insert: Plan = { sql: `insert into file (${columns}) values (?, ?, ?, ?, ?, null, null, ?, ?)` }
const one: Plan = { sql: `select ${columns} from file where id = ?` }
const bind: Plan = { sql: 'update file set entity = ?, record = ? where id = ? and record is null' }

const abandoned: Plan = {
  sql: 'select id, hash from file where record is null and created_at < ? order by id limit ?',
}
const remove: Plan = { sql: 'delete from file where id = ? and record is null' }
const named: Plan = { sql: 'select count(*) as count from file where hash = ?' }

const page: Plan = { sql: `select ${columns} from file where id > ? order by id limit ?` }

/** Every stored file by id, a page at a time. */
export async function* eachFile(reading: Reading): AsyncGenerator<StoredFile> {
  for (let last = 0; ;) {
    const rows = await reading.all(page, [last, PAGE])
    for (const row of rows) yield readFile(row)
    if (rows.length < PAGE) return
    last = Number(rows.at(-1)!.id)
  }
}

/**
 * Takes out uploads of before a moment (milliseconds) that no record has taken. Answers with the hashes that nothing
 * names any more.
 */
export async function removeAbandonedFiles(
  transaction: Transaction,
  before: number,
  limit: number,
): Promise<{ removed: number; hashes: string[] }> {
  const rows = await transaction.all(abandoned, [before, limit])
  for (const row of rows) await transaction.run(remove, [Number(row.id)])
  const hashes: string[] = []
  for (const hash of new Set(rows.map((row) => String(row.hash)))) {
    if (Number((await transaction.get(named, [hash]))?.count ?? 0) === 0) hashes.push(hash)
  }
  return { removed: rows.length, hashes }
}

export async function insertFile(transaction: Transaction, file: Omit<StoredFile, 'id' | 'entity' | 'record'>): Promise<number> {
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, file.hash, file.name, file.mediaType, file.bytes, file.createdAt, file.createdBy])
  return id
}

export async function findFile(reading: Reading, id: number): Promise<StoredFile | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readFile(row)
}

/** The file belongs to this record from now on. */
export async function bindFile(transaction: Transaction, id: number, entity: string, record: number): Promise<void> {
  await transaction.run(bind, [entity, record, id])
}

function readFile(row: Row): StoredFile {
  return {
    id: Number(row.id),
    hash: String(row.hash),
    name: String(row.name),
    mediaType: String(row.media_type),
    bytes: Number(row.bytes),
    entity: row.entity as string | null,
    record: row.record === null ? null : Number(row.record),
    createdAt: Number(row.created_at),
    createdBy: row.created_by === null ? null : Number(row.created_by),
  }
}
