import type { Bound, Plan, Row } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection, SqliteConnectionOptions } from './connection.ts'
import { translateError } from './translate-error.ts'

/** The little that is used of the npm package `sqlite3`, which is an optional dependency and has no types here. */
interface Sqlite3Statement {
  get(parameters: readonly Bound[], done: (error: Error | null, row?: Row) => void): void
  all(parameters: readonly Bound[], done: (error: Error | null, rows: Row[]) => void): void
  run(parameters: readonly Bound[], done: (this: { changes: number }, error: Error | null) => void): void
  reset(done: () => void): void
  finalize(done: () => void): void
}

interface Sqlite3Database {
  prepare(sql: string, done: (error: Error | null) => void): Sqlite3Statement
  exec(sql: string, done: (error: Error | null) => void): void
  close(done: (error: Error | null) => void): void
}

interface Sqlite3Module {
  Database: new (file: string, mode: number, done: (error: Error | null) => void) => Sqlite3Database
  OPEN_READONLY: number
  OPEN_READWRITE: number
  OPEN_CREATE: number
}

/** Opens a connection with the `sqlite3` package. It is slower: every statement is a trip to a thread pool. */
export async function openSqlite3(options: SqliteConnectionOptions): Promise<SqliteConnection> {
  const name = 'sqlite3'
  const { default: sqlite3 } = (await import(name)) as { default: Sqlite3Module }
  const mode = options.readOnly ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE
  const database = await new Promise<Sqlite3Database>((resolve, reject) => {
    const opened: Sqlite3Database = new sqlite3.Database(options.file, mode, (error) =>
      error === null ? resolve(opened) : reject(translateError(error)),
    )
  })
  return new Sqlite3Connection(database)
}

class Sqlite3Connection implements SqliteConnection {
  readonly answersAtOnce = false
  readonly #database: Sqlite3Database
  #statements = new Map<Plan, Promise<Sqlite3Statement>>()

  constructor(database: Sqlite3Database) {
    this.#database = database
  }

  async get(plan: Plan, parameters: readonly Bound[]): Promise<Row | undefined> {
    const statement = await this.#statement(plan)
    const row = await new Promise<Row | undefined>((resolve, reject) =>
      statement.get(parameters, (error, found) => (error === null ? resolve(found) : reject(translateError(error)))),
    )
    // Without it the statement stays open after its first row, and holds the transaction.
    await new Promise<void>((resolve) => statement.reset(resolve))
    return row
  }

  async all(plan: Plan, parameters: readonly Bound[]): Promise<Row[]> {
    const statement = await this.#statement(plan)
    return new Promise((resolve, reject) =>
      statement.all(parameters, (error, rows) => (error === null ? resolve(rows) : reject(translateError(error)))),
    )
  }

  async run(plan: Plan, parameters: readonly Bound[]): Promise<{ changes: number }> {
    const statement = await this.#statement(plan)
    return new Promise((resolve, reject) =>
      statement.run(parameters, function (error) {
        if (error === null) resolve({ changes: this.changes })
        else reject(translateError(error))
      }),
    )
  }

  async runMany(plan: Plan, rows: readonly (readonly Bound[])[]): Promise<void> {
    for (const row of rows) await this.run(plan, row)
  }

  writes(plan: Plan): boolean {
    return !/^\s*(select|pragma)\b/i.test(plan.sql)
  }

  execute(sql: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#database.exec(sql, (error) => (error === null ? resolve() : reject(translateError(error)))),
    )
  }

  async forgetStatements(): Promise<void> {
    const statements = [...this.#statements.values()]
    this.#statements = new Map()
    for (const prepared of await Promise.allSettled(statements)) {
      if (prepared.status === 'fulfilled') await new Promise<void>((resolve) => prepared.value.finalize(resolve))
    }
  }

  async close(): Promise<void> {
    await this.forgetStatements()
    await new Promise<void>((resolve, reject) =>
      this.#database.close((error) => (error === null ? resolve() : reject(translateError(error)))),
    )
  }

  #statement(plan: Plan): Promise<Sqlite3Statement> {
    let prepared = this.#statements.get(plan)
    if (prepared === undefined) {
      prepared = this.#prepare(plan)
      this.#statements.set(plan, prepared)
      prepared.catch(() => this.#statements.delete(plan))
    }
    return prepared
  }

  #prepare(plan: Plan): Promise<Sqlite3Statement> {
    return new Promise((resolve, reject) => {
      const statement: Sqlite3Statement = this.#database.prepare(plan.sql, (error) =>
        error === null ? resolve(statement) : reject(translateError(error)),
      )
    })
  }
}
