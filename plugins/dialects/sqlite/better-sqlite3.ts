import BetterSqlite3 from 'better-sqlite3'
import type { Bound, Plan, Row } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection, SqliteConnectionOptions } from './connection.ts'

type Statement = BetterSqlite3.Statement<Bound[], Row>

/** The default driver: synchronous, in the thread that opened it. */
export class BetterSqlite3Connection implements SqliteConnection {
  readonly #connection: BetterSqlite3.Database
  #statements = new WeakMap<Plan, Statement>()

  constructor(options: SqliteConnectionOptions) {
    this.#connection = new BetterSqlite3(options.file, { readonly: options.readOnly })
  }

  get(plan: Plan, parameters: readonly Bound[]): Row | undefined {
    return this.#statement(plan).get(...parameters)
  }

  all(plan: Plan, parameters: readonly Bound[]): Row[] {
    return this.#statement(plan).all(...parameters)
  }

  run(plan: Plan, parameters: readonly Bound[]): { changes: number } {
    return this.#statement(plan).run(...parameters)
  }

  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): void {
    const statement = this.#statement(plan)
    for (const row of rows) statement.run(...row)
  }

  execute(sql: string): void {
    this.#connection.exec(sql)
  }

  forgetStatements(): void {
    this.#statements = new WeakMap()
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
