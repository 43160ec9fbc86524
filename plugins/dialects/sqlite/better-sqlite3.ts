import BetterSqlite3 from 'better-sqlite3'
import type { Bound, Plan, Row } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection, SqliteConnectionOptions } from './connection.ts'
import { translateError } from './translate-error.ts'

type Statement = BetterSqlite3.Statement<Bound[], Row>

/** The default driver: synchronous, in the thread that opened it. */
export class BetterSqlite3Connection implements SqliteConnection {
  readonly answersAtOnce = true
  readonly #connection: BetterSqlite3.Database
  #statements = new WeakMap<Plan, Statement>()

  constructor(options: SqliteConnectionOptions) {
    this.#connection = new BetterSqlite3(options.image ?? options.file, { readonly: options.readOnly })
  }

  get(plan: Plan, parameters: readonly Bound[]): Row | undefined {
    try {
      return this.#statement(plan).get(...parameters)
    } catch (error) {
      throw translateError(error)
    }
  }

  all(plan: Plan, parameters: readonly Bound[]): Row[] {
    try {
      return this.#statement(plan).all(...parameters)
    } catch (error) {
      throw translateError(error)
    }
  }

  run(plan: Plan, parameters: readonly Bound[]): { changes: number } {
    try {
      return this.#statement(plan).run(...parameters)
    } catch (error) {
      throw translateError(error)
    }
  }

  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): void {
    try {
      const statement = this.#statement(plan)
      for (const row of rows) statement.run(...row)
    } catch (error) {
      throw translateError(error)
    }
  }

  writes(plan: Plan): boolean {
    return !this.#statement(plan).readonly
  }

  execute(sql: string): void {
    this.#connection.exec(sql)
  }

  forgetStatements(): void {
    this.#statements = new WeakMap()
  }

  /** The whole database as one block of bytes. */
  serialize(): Buffer {
    return this.#connection.serialize()
  }

  close(): void {
    this.#connection.close()
  }

  #statement(plan: Plan): Statement {
    let statement = this.#statements.get(plan)
    if (statement === undefined) {
      statement = this.#connection.prepare<Bound[], Row>(plan.sql)
      this.#statements.set(plan, statement)
    }
    return statement
  }
}
