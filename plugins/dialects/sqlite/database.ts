import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Database, Plan, Reading, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'
import { sqliteDataDefinition } from './data-definition.ts'
import type { IdSequence } from './sequence.ts'
import { SqliteTransaction } from './transaction.ts'
import { translateError } from './translate-error.ts'

const begin: Plan = { sql: 'begin immediate' }
const commit: Plan = { sql: 'commit' }
const rollback: Plan = { sql: 'rollback' }
const savepoint: Plan = { sql: 'savepoint command' }
const release: Plan = { sql: 'release command' }
const undo: Plan = { sql: 'rollback to command' }
const beginRead: Plan = { sql: 'begin' }
const TRUNCATE = 'pragma wal_checkpoint(truncate)'

/** Commands in one durable commit at most: what waited together, without letting one commit grow without bound. */
const GROUP_LIMIT = 64
/** After so much quiet the write-ahead log is folded into the database and truncated. */
const IDLE_MILLISECONDS = 2_000

interface Waiting {
  work: (transaction: Transaction) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Those of one group that succeeded: answered only when the commit has returned. */
interface Succeeded extends Waiting {
  value: unknown
}

/** One writing connection with group commit (a savepoint a command), and, for files, a reading one beside it. */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite'
  readonly ddl = sqliteDataDefinition
  /** Called while a group is open and nobody waits: whoever owns the thread may hand over more work. */
  takeMore: (() => void) | undefined
  readonly #writer: SqliteConnection | undefined
  readonly #reader: SqliteConnection | undefined
  readonly #sequence: IdSequence | undefined
  #waiting: Waiting[] = []
  #draining: Promise<void> | undefined
  #reads: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | undefined
  #closed = false

  constructor(connections: { writer?: SqliteConnection; reader?: SqliteConnection; sequence?: IdSequence }) {
    this.#writer = connections.writer
    this.#reader = connections.reader
    this.#sequence = connections.sequence
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#writer === undefined || this.#closed) return Promise.reject(fail('service-unavailable', { reason: this.#closed ? 'the workspace is closing' : 'the connection only reads' }))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    if (this.#reader === undefined) return this.write(work)
    const result = this.#reads.then(() => this.#readNow(work))
    this.#reads = result.catch(() => undefined)
    return result
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#idle)
    await this.#draining
    await this.#reads
    await this.#reader?.close()
    if (this.#writer !== undefined) {
      await this.#foldLog()
      await this.#writer.close()
    }
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#idle)
    // A turn of the microtask queue: whoever writes together in one turn shares the commit.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#runGroup()
    this.#draining = undefined
    if (!this.#closed) this.#idle = setTimeout(() => void this.#foldLog(), IDLE_MILLISECONDS).unref()
  }

  async #runGroup(): Promise<void> {
    const writer = this.#writer
    const sequence = this.#sequence
    assert(writer !== undefined && sequence !== undefined, 'A group needs a writing connection')
    const succeeded: Succeeded[] = []
    let begun = false
    try {
      await writer.run(begin, [])
      begun = true
      await sequence.synchronize()
      for (let count = 0; count < GROUP_LIMIT; count++) {
        if (this.#waiting.length === 0) this.takeMore?.()
        const next = this.#waiting.shift()
        if (next === undefined) break
        await this.#runCommand(writer, sequence, next, succeeded)
      }
      await sequence.reserve()
      await writer.run(commit, [])
      sequence.confirm()
    } catch (error) {
      await this.#abandonGroup(writer, begun ? succeeded : this.#waiting.splice(0, GROUP_LIMIT), translateError(error))
      return
    }
    for (const command of succeeded) command.resolve(command.value)
  }

  async #runCommand(writer: SqliteConnection, sequence: IdSequence, command: Waiting, succeeded: Succeeded[]): Promise<void> {
    const transaction = new SqliteTransaction(writer, sequence)
    await writer.run(savepoint, [])
    try {
      const value = await command.work(transaction)
      transaction.end()
      await writer.run(release, [])
      succeeded.push({ ...command, value })
    } catch (error) {
      transaction.end()
      command.reject(translateError(error))
      // Some errors (a full disk) have undone the whole transaction already: then this throws and the group is abandoned.
      await writer.run(undo, [])
      await writer.run(release, [])
    }
    if (transaction.changedTables) await writer.forgetStatements()
  }

  /** Nothing of the group is durable: those that had succeeded are told so, or, when BEGIN failed, those that wait. */
  async #abandonGroup(writer: SqliteConnection, affected: readonly Waiting[], error: unknown): Promise<void> {
    try {
      await writer.run(rollback, [])
    } catch {
      // There was no transaction any more, or never one.
    }
    await writer.forgetStatements()
    for (const command of affected) command.reject(error)
  }

  async #readNow<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    const reader = this.#reader
    assert(reader !== undefined, 'A read needs a reading connection')
    await reader.run(beginRead, [])
    try {
      return await work(reader)
    } catch (error) {
      throw translateError(error)
    } finally {
      await reader.run(commit, [])
    }
  }

  async #foldLog(): Promise<void> {
    try {
      await this.#writer?.execute(TRUNCATE)
    } catch {
      // A reader still looks at the log; the next quiet moment tries again.
    }
  }
}
