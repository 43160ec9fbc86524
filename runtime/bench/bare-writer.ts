import BetterSqlite3 from 'better-sqlite3'
import type { Bound } from '../store/database.ts'
import type { DocumentWrites } from './capture-writes.ts'

/** A bare connection with the settings of the store's writer. */
export function openBare(file: string): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file)
  for (const pragma of [
    'journal_mode = wal',
    'synchronous = full',
    'foreign_keys = on',
    'cache_size = -65536',
    'temp_store = memory',
    'wal_autocheckpoint = 10000',
  ]) {
    connection.pragma(pragma)
  }
  return connection
}

/** The least that any store could take: prepared statements on a bare connection with the same settings. */
export class BareWriter {
  readonly #connection: BetterSqlite3.Database
  readonly #statements = new Map<string, BetterSqlite3.Statement<Bound[]>>()

  constructor(file: string) {
    this.#connection = openBare(file)
  }

  /** Writes the documents, so many in one commit, and returns documents a second. */
  write(documents: readonly DocumentWrites[], group: number): number {
    const begin = this.#connection.prepare('begin immediate')
    const commit = this.#connection.prepare('commit')
    const start = performance.now()
    for (let first = 0; first < documents.length; first += group) {
      begin.run()
      for (const document of documents.slice(first, first + group)) this.#writeDocument(document)
      commit.run()
    }
    return (documents.length * 1000) / (performance.now() - start)
  }

  close(): void {
    this.#connection.close()
  }

  #writeDocument(document: DocumentWrites): void {
    for (const { sql, parameters } of document) {
      const statement = this.#prepare(sql)
      if (statement.reader) statement.get(...parameters)
      else statement.run(...parameters)
    }
  }

  #prepare(sql: string): BetterSqlite3.Statement<Bound[]> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) this.#statements.set(sql, (statement = this.#connection.prepare(sql)))
    return statement
  }
}
