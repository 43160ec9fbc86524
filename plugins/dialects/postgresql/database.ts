import type { Pool, PoolClient } from 'pg'
import { fail } from '@formwork/platform/error/index.ts'
import type { Database, Reading, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import { postgresqlDataDefinition } from './data-definition.ts'
import { IdBlocks } from './id-blocks.ts'
import { Statements } from './statements.ts'
import { PostgresqlReading, PostgresqlTransaction } from './transaction.ts'
import { isRepeatable, isUnknownTable, translateError } from './translate-error.ts'

/** Tries of one transaction before the user hears that it is busy; waits grow and are spread, so that rivals part. */
const MOST_TRIES = 12
const FIRST_WAIT_MILLISECONDS = 4
const LONGEST_WAIT_MILLISECONDS = 400

export interface PostgresqlOptions {
  readonly pool: Pool
  readonly schema: string
  readonly readOnly: boolean
  readonly release: () => Promise<void>
}

/** One schema of a PostgreSQL database; transactions run side by side at READ COMMITTED, each on its own connection. */
export class PostgresqlDatabase implements Database {
  readonly dialect = 'postgresql'
  readonly ddl = postgresqlDataDefinition
  readonly #options: PostgresqlOptions
  readonly #ids: IdBlocks
  readonly #open = new Set<Promise<unknown>>()
  #statements: Statements
  #isClosed = false

  constructor(options: PostgresqlOptions, tables: readonly string[]) {
    this.#options = options
    this.#ids = new IdBlocks(options.schema)
    this.#statements = new Statements(options.schema, tables)
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#options.readOnly) return Promise.reject(fail('service-unavailable', { reason: 'the connection only reads' }))
    return this.#track(this.#repeat('begin', async (client) => {
      const transaction = new PostgresqlTransaction(client, this.#statements, this.#ids, this.#options.schema)
      try {
        return await work(transaction)
      } finally {
        transaction.end()
      }
    }))
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.#track(this.#repeat('begin isolation level repeatable read read only', (client) => work(new PostgresqlReading(client, this.#statements))))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await Promise.allSettled(this.#open)
    await this.#options.release()
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work)
    try {
      return await work
    } finally {
      this.#open.delete(work)
    }
  }

  /** Runs the transaction again when it lost against another: nobody sees a lock error. */
  async #repeat<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw fail('service-unavailable', { reason: 'the workspace is closing' })
    let hasLearned = false
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(begin, work)
      } catch (error) {
        if (isUnknownTable(error) && !hasLearned) {
          hasLearned = true
          this.#statements = new Statements(this.#options.schema, await listTables(this.#options.pool, this.#options.schema))
        } else if (isRepeatable(error) && attempt < MOST_TRIES) await waitAfter(attempt)
        else throw translateError(error)
      }
    }
  }

  async #once<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#options.pool.connect()
    let isBroken = false
    try {
      await client.query(begin)
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {
        isBroken = true
      })
      throw error
    } finally {
      client.release(isBroken)
    }
  }
}

export async function listTables(pool: Pool, schema: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>('select table_name as name from information_schema.tables where table_schema = $1', [schema])
  return rows.map((row) => row.name)
}

function waitAfter(attempt: number): Promise<void> {
  const longest = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** attempt)
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
}
