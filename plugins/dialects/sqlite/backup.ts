import BetterSqlite3 from 'better-sqlite3'
import type { OpenDatabase } from '@formwork/platform/plugin/contracts/dialect.ts'
import { translateError } from './translate-error.ts'

/** A compact copy as of one moment: VACUUM INTO reads like any reader, and nobody waits. */
export async function backupSqlite(options: OpenDatabase, file: string): Promise<void> {
  withConnection(options, (connection) => connection.prepare('vacuum into ?').run(file))
}

/** The trees of the file and its foreign keys. */
export async function checkSqlite(options: OpenDatabase): Promise<string[]> {
  return withConnection(options, (connection) => {
    const trees = connection.prepare<[], { integrity_check: string }>('pragma integrity_check').all()
    const keys = connection.prepare<[], { table: string; rowid: number | null; parent: string }>('pragma foreign_key_check').all()
    return [
      ...trees.map((row) => row.integrity_check).filter((finding) => finding !== 'ok'),
      ...keys.map((row) => `row ${row.rowid ?? '?'} of ${row.table} refers to nothing in ${row.parent}`),
    ]
  })
}

function withConnection<T>(options: OpenDatabase, work: (connection: BetterSqlite3.Database) => T): T {
  try {
    const connection = new BetterSqlite3(options.location, { readonly: true })
    try {
      return work(connection)
    } finally {
      connection.close()
    }
  } catch (error) {
    throw translateError(error)
  }
}
