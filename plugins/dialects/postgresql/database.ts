import type { Pool, PoolClient } from 'pg'
import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Database, Reading, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import { postgresqlDataDefinition } from './data-definition.ts'
import { IdBlocks } from './id-blocks.ts'
import { Statements } from './statements.ts'
import { PostgresqlReading, PostgresqlTransaction } from './transaction.ts'
import { isRepeatable, isUnknownTable, translateError } from './translate-error.ts'

/** Tries of one transaction before the user hears that it is busy. */
const MOST_TRIES = 12
/**
 * The first try gives up a lock soon: whoever crossed another (a deadlock is found only after a second), or stands in a
 * long queue, tries again in the slow lane, where this workspace's repeated transactions run one after another.
 */
const FIRST_LOCK_MILLISECONDS = 250
const LATER_LOCK_MILLISECONDS = 15_000
const BEGIN_READ = 'begin isolation level repeatable read read only; set local statement_timeout = 60000'

export interface PostgresqlOptions {
  readonly pool: Pool
  readonly schema: string
  readonly readOnly: boolean
  readonly release: () => Promise<void>
}

/** Carries the result of a rehearsal out of the transaction that is rolled back under it. */
class Rehearsed extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('A rehearsal is rolled back')
    this.result = result
  }
}

/** One schema of a PostgreSQL database; transactions run side by side at READ COMMITTED, each on its own connection. */
export class PostgresqlDatabase implements Database {
  readonly dialect = 'postgresql'
  readonly ddl = postgresqlDataDefinition
  readonly #options: PostgresqlOptions
  readonly #ids: IdBlocks
  readonly #open = new Set<Promise<unknown>>()
  readonly #begin: string
  readonly #beginInLane: string
  #statements: Statements
  #lane: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: PostgresqlOptions, tables: readonly string[]) {
    assert(/^[a-z_][a-z0-9_]*$/.test(options.schema), `"${options.schema}" is no name of a schema`)
    this.#options = options
    this.#ids = new IdBlocks(options.schema)
    this.#statements = new Statements(options.schema, tables)
    this.#begin = `begin; set local lock_timeout = ${FIRST_LOCK_MILLISECONDS}`
    const lane = `select pg_advisory_xact_lock(hashtext('formwork lane ${options.schema}'))`
    this.#beginInLane = `begin; set local lock_timeout = ${LATER_LOCK_MILLISECONDS}; ${lane}`
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#options.readOnly) return Promise.reject(fail('service-unavailable', { reason: 'the connection only reads' }))
    return this.#track(() => this.#write(work))
  }

  rehearse<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#track(async () => {
      try {
        return await this.#write<T>(async (transaction) => {
          throw new Rehearsed(await work(transaction))
        })
      } catch (error) {
        if (error instanceof Rehearsed) return error.result as T
        throw error
      }
    })
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.#track(() => this.#attempt(() => this.#once(BEGIN_READ, (client) => work(new PostgresqlReading(client, this.#statements)))))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await Promise.allSettled(this.#open)
    await this.#options.release()
  }

  /** Closing waits for what is under way, and lets nothing new begin. */
  async #track<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw fail('service-unavailable', { reason: 'the workspace is closing' })
    const work = begin()
    this.#open.add(work)
    try {
      return await work
    } finally {
      this.#open.delete(work)
    }
  }

  /** Nobody sees a lock error: a transaction that lost against another is run again, from the second try on in the slow lane. */
  async #write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.#attempt(() => this.#transact(this.#begin, work), { translates: false })
    } catch (error) {
      if (!isRepeatable(error)) throw translateError(error)
      const result = this.#lane.then(() => this.#repeat(work))
      this.#lane = result.catch(() => undefined)
      return result
    }
  }

  async #repeat<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 2; ; attempt++) {
      try {
        return await this.#transact(this.#beginInLane, work)
      } catch (error) {
        if (!isRepeatable(error) || attempt >= MOST_TRIES) throw translateError(error)
      }
    }
  }

  /** Looks again for the workspace's tables when another process has made one meanwhile. */
  async #attempt<T>(work: () => Promise<T>, options = { translates: true }): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!isUnknownTable(error)) throw options.translates ? translateError(error) : error
      this.#statements = new Statements(this.#options.schema, await listTables(this.#options.pool, this.#options.schema))
      return work()
    }
  }

  #transact<T>(begin: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#once(begin, async (client) => {
      const transaction = new PostgresqlTransaction(client, this.#statements, this.#ids, this.#options.schema)
      try {
        return await work(transaction)
      } finally {
        transaction.end()
      }
    })
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
  const { rows } = await pool.query<{ name: string }>('select table_name as name from information_schema.tables where table_schema = $1', [
    schema,
  ])
  return rows.map((row) => row.name)
}
