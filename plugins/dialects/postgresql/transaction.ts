import type { PoolClient, QueryResult } from 'pg'
import { assert } from '@formwork/platform/error/assert.ts'
import type { Bound, Plan, Reading, Row, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { IdBlocks } from './id-blocks.ts'
import type { Statements } from './statements.ts'
import { isConstraint, translateError } from './translate-error.ts'
import { quote } from './translate-statement.ts'

const CHANGES_TABLES = /^\s*(create|alter|drop)\b/i
const CREATED_TABLE = /^\s*create table (?:if not exists )?"?([a-z0-9_]+)"?/i

/** One connection for the time of one view or transaction. */
export class PostgresqlReading implements Reading {
  protected readonly client: PoolClient
  protected readonly statements: Statements

  constructor(client: PoolClient, statements: Statements) {
    this.client = client
    this.statements = statements
  }

  async get(plan: Plan, parameters: readonly Bound[]): Promise<Row | undefined> {
    return (await this.all(plan, parameters))[0]
  }

  /** Broken constraints are named at once, so that a store may speak of its fields; the rest is judged at the end. */
  protected async query(
    statement: { readonly text: string; readonly name?: string },
    parameters: readonly Bound[],
  ): Promise<QueryResult<Row>> {
    try {
      return await this.client.query<Row>({ ...statement, values: parameters as Bound[] })
    } catch (error) {
      throw isConstraint(error) ? translateError(error) : error
    }
  }

  async all(plan: Plan, parameters: readonly Bound[]): Promise<Row[]> {
    const { rows } = await this.query(this.statements.of(plan), parameters)
    return rows
  }
}

export class PostgresqlTransaction extends PostgresqlReading implements Transaction {
  readonly #ids: IdBlocks
  readonly #schema: string
  #isEnded = false
  #changesTables = false

  constructor(client: PoolClient, statements: Statements, ids: IdBlocks, schema: string) {
    super(client, statements)
    this.#ids = ids
    this.#schema = schema
  }

  override all(plan: Plan, parameters: readonly Bound[]): Promise<Row[]> {
    assert(!this.#isEnded, 'The transaction has ended')
    return super.all(plan, parameters)
  }

  async run(plan: Plan, parameters: readonly Bound[]): Promise<{ changes: number }> {
    assert(!this.#isEnded, 'The transaction has ended')
    if (parameters.length === 0 && CHANGES_TABLES.test(plan.sql)) return this.#changeTables(plan.sql)
    const { rowCount } = await this.query(this.statements.of(plan), parameters)
    return { changes: rowCount ?? 0 }
  }

  async runMany(plan: Plan, rows: readonly (readonly Bound[])[]): Promise<void> {
    assert(!this.#isEnded, 'The transaction has ended')
    let done = 0
    for (const { count, statement } of this.statements.multiplied(plan)) {
      for (; rows.length - done >= count; done += count) {
        await this.query(statement, rows.slice(done, done + count).flat())
      }
    }
  }

  async write(plan: Plan, parameters: readonly Bound[]): Promise<void> {
    await this.run(plan, parameters)
  }

  async writeExpected(plan: Plan, parameters: readonly Bound[]): Promise<boolean> {
    return (await this.run(plan, parameters)).changes === 1
  }

  async nextIds(count: number): Promise<number> {
    assert(!this.#isEnded, 'The transaction has ended')
    return this.#ids.take(this.client, count)
  }

  async laterIds(count: number): Promise<number> {
    assert(!this.#isEnded, 'The transaction has ended')
    return this.#ids.takeLater(this.client, count)
  }

  end(): void {
    this.#isEnded = true
  }

  /** Statements on tables are not prepared; names without a schema mean the workspace's. */
  async #changeTables(sql: string): Promise<{ changes: number }> {
    if (!this.#changesTables) await this.client.query(`set local search_path to ${quote(this.#schema)}`)
    this.#changesTables = true
    await this.query({ text: sql }, [])
    const created = CREATED_TABLE.exec(sql)?.[1]
    if (created !== undefined) this.statements.learnTable(created)
    return { changes: 0 }
  }
}
