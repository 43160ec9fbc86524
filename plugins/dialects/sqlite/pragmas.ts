import { assert } from '@formwork/platform/error/assert.ts'
import type { SqliteConnection } from './connection.ts'

/** 64 MB of pages in memory: a document dirties about 46 pages, and hot trees should stay. */
const CACHE_KIB = 64 * 1024
/** Pages in the WAL before a checkpoint (40 MB): fewer, larger checkpoints are half as much work. */
const AUTOCHECKPOINT_PAGES = 10_000
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024
const BUSY_MILLISECONDS = 10_000

const commonPragmas = [
  `pragma busy_timeout = ${BUSY_MILLISECONDS}`,
  'pragma foreign_keys = on',
  `pragma cache_size = -${CACHE_KIB}`,
  'pragma temp_store = memory',
  'pragma synchronous = full',
]

const writerPragmas = [
  'pragma journal_mode = wal',
  `pragma wal_autocheckpoint = ${AUTOCHECKPOINT_PAGES}`,
  `pragma journal_size_limit = ${JOURNAL_LIMIT_BYTES}`,
]

/** Sets a connection up and proves that the settings on which durability rests have taken. */
export async function applyPragmas(connection: SqliteConnection, options: { readOnly: boolean; memory: boolean }): Promise<void> {
  for (const sql of commonPragmas) await connection.execute(sql)
  if (options.readOnly) await connection.execute('pragma query_only = on')
  else for (const sql of writerPragmas) await connection.execute(sql)
  assert((await readPragma(connection, 'foreign_keys')) === 1, 'SQLite does not enforce foreign keys')
  assert((await readPragma(connection, 'synchronous')) === 2, 'SQLite does not write with synchronous=FULL')
  if (!options.readOnly && !options.memory) {
    assert((await readPragma(connection, 'journal_mode')) === 'wal', 'SQLite does not use a write-ahead log')
  }
}

export async function readPragma(connection: SqliteConnection, name: string): Promise<unknown> {
  const row = await connection.get({ sql: `pragma ${name}` }, [])
  return row === undefined ? undefined : Object.values(row)[0]
}
