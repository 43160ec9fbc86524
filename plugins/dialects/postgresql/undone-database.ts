import type { Pool, PoolClient } from 'pg'
import type { Database, Reading, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import { postgresqlDataDefinition } from './data-definition.ts'
import { IdBlocks } from './id-blocks.ts'
import type { Statements } from './statements.ts'
import { PostgresqlReading, PostgresqlTransaction } from './transaction.ts'
import { translateError } from './translate-error.ts'

export interface UndoneOptions {
  readonly pool: Pool
  readonly schema: string
  readonly statements: Statements
  /** Called when it is as it was before. */
  readonly afterwards: () => void
}

/** A throw-away use of a prepared database: one transaction, undone at the end, with a savepoint a command; one after another. */
export async function openUndone(options: UndoneOptions): Promise<Database> {
  const client = await options.pool.connect()
  await client.query('begin')
  return new UndoneDatabase(client, options)
}

class UndoneDatabase implements Database {
  readonly dialect = 'postgresql'
  readonly ddl = postgresqlDataDefinition
  readonly #client: PoolClient
  readonly #options: UndoneOptions
  readonly #statements: Statements
  readonly #ids: IdBlocks
  #last: Promise<unknown> = Promise.resolve()

  constructor(client: PoolClient, options: UndoneOptions) {
    this.#client = client
    this.#options = options
    this.#statements = options.statements
    this.#ids = new IdBlocks(options.schema)
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#next(() => this.#transact(work, 'release savepoint command'))
  }

  rehearse<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#next(() => this.#transact(work, 'rollback to savepoint command'))
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.#next(() => work(new PostgresqlReading(this.#client, this.#statements)))
  }

  async close(): Promise<void> {
    await this.#next(async () => {
      await this.#client.query('rollback')
      this.#client.release()
    })
    this.#options.afterwards()
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  async #transact<T>(work: (transaction: Transaction) => Promise<T>, end: string): Promise<T> {
    const transaction = new PostgresqlTransaction(this.#client, this.#statements, this.#ids, this.#options.schema)
    await this.#client.query('savepoint command')
    try {
      const value = await work(transaction)
      await this.#client.query(end)
      return value
    } catch (error) {
      await this.#client.query('rollback to savepoint command')
      throw translateError(error)
    } finally {
      transaction.end()
    }
  }
}
