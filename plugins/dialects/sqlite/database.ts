import { assert } from '@formwork/platform/error/assert.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Database, Memory, Plan, Reading, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'
import { sqliteDataDefinition } from './data-definition.ts'
import { DeferredWrites, WritesRefused } from './deferred-writes.ts'
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
  readonly work: (transaction: Transaction) => Promise<unknown>
  /** A dry run: undone under a savepoint, answered at once. */
  readonly isRehearsal: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Those of one group that succeeded: answered only when the commit has returned. */
interface Succeeded {
  readonly command: Waiting
  readonly value: unknown
}

/** What the commands of one group share. */
interface Group {
  readonly writer: SqliteConnection
  readonly sequence: IdSequence
  readonly succeeded: Succeeded[]
  /** Undefined in the second run, and where the driver answers later. */
  readonly deferred: DeferredWrites | undefined
}

/** A command failed after it had written, and no savepoint guards the others. */
class GroupLost extends Error {
  readonly command: Waiting

  constructor(command: Waiting) {
    super('A command of the group has to be undone')
    this.command = command
  }
}

/**
 * One writing connection with group commit, and, for files, a reading one beside it. A savepoint costs about a tenth of
 * a document, so a group begins without: a command that fails before its first write is simply refused; when one fails
 * after it, the whole group is undone and run again with a savepoint a command. Such a group defers its writes too: when one
 * is refused it is not known whose it was in time for him to say so, and the group is run again in the same way, undeferred.
 */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite'
  readonly ddl = sqliteDataDefinition
  /** Called while a group is open and nobody waits: whoever owns the thread may hand over more work. */
  takeMore: (() => void) | undefined
  readonly #writer: SqliteConnection | undefined
  readonly #reader: SqliteConnection | undefined
  readonly #sequence: IdSequence | undefined
  readonly #memory: Memory = new Map()
  #waiting: Waiting[] = []
  #draining: Promise<void> | undefined
  #reads: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | undefined
  #closed = false
  /** In the group at hand: undoing it changes them back. */
  #hasChangedTables = false

  constructor(connections: { writer?: SqliteConnection; reader?: SqliteConnection; sequence?: IdSequence }) {
    this.#writer = connections.writer
    this.#reader = connections.reader
    this.#sequence = connections.sequence
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#queue(work, false)
  }

  rehearse<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#queue(work, true)
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    if (this.#reader === undefined) return this.write(work)
    const result = this.#reads.then(() => this.#readNow(work))
    this.#reads = result.catch(() => undefined)
    return result
  }

  /** All that is in it, where the driver can say; nothing may be under way. */
  serialize(): Buffer | undefined {
    return this.#writer?.serialize?.()
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

  #queue<T>(work: (transaction: Transaction) => Promise<T>, isRehearsal: boolean): Promise<T> {
    if (this.#writer === undefined || this.#closed) {
      return Promise.reject(
        fail('service-unavailable', { reason: this.#closed ? 'the workspace is closing' : 'the connection only reads' }),
      )
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, isRehearsal, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#idle)
    // A turn of the microtask queue: whoever writes together in one turn shares the commit.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#runGroup(false)
    this.#draining = undefined
    if (!this.#closed) this.#idle = setTimeout(() => void this.#foldLog(), IDLE_MILLISECONDS).unref()
  }

  async #runGroup(isGuarded: boolean): Promise<void> {
    const writer = this.#writer
    const sequence = this.#sequence
    assert(writer !== undefined && sequence !== undefined, 'A group needs a writing connection')
    const succeeded: Succeeded[] = []
    const deferred = isGuarded || !writer.answersAtOnce ? undefined : new DeferredWrites(writer)
    let begun = false
    this.#hasChangedTables = false
    try {
      await writer.run(begin, [])
      begun = true
      if (await sequence.synchronize()) this.#memory.clear()
      for (let count = 0; count < GROUP_LIMIT; count++) {
        if (this.#waiting.length === 0) this.takeMore?.()
        const command = this.#waiting.shift()
        if (command === undefined) break
        if (isGuarded || command.isRehearsal) await this.#runGuarded(command, { writer, sequence, succeeded, deferred })
        else await this.#runPlain(command, { writer, sequence, succeeded, deferred })
      }
      deferred?.flush()
      await sequence.reserve()
      await writer.run(commit, [])
      sequence.confirm()
    } catch (error) {
      await this.#undoGroup(writer)
      if (error instanceof GroupLost) return this.#runAgain(succeeded, [error.command])
      if (error instanceof WritesRefused) return this.#runAgain(succeeded, [])
      const affected = begun ? succeeded.map(({ command }) => command) : this.#waiting.splice(0, GROUP_LIMIT)
      for (const command of affected) command.reject(error)
      return
    }
    for (const { command, value } of succeeded) command.resolve(value)
  }

  /** Without a savepoint: throws `GroupLost` when what it has written must be undone. */
  async #runPlain(command: Waiting, { writer, sequence, succeeded, deferred }: Group): Promise<void> {
    const transaction = new SqliteTransaction(writer, sequence, this.#memory, deferred)
    try {
      const value = await command.work(transaction)
      // It may have taken the refusal of what others wrote for one of its own.
      if (deferred?.isRefused === true) throw new GroupLost(command)
      succeeded.push({ command, value })
    } catch (error) {
      // It is refused for good only because of what stands.
      if (transaction.hasWritten || deferred?.succeeds() === false) throw new GroupLost(command)
      command.reject(error)
    } finally {
      transaction.end()
    }
    if (transaction.changedTables) await this.#forgetStatements(writer)
  }

  /** Under a savepoint, which does not undo what came before it. */
  async #runGuarded(command: Waiting, { writer, sequence, succeeded, deferred }: Group): Promise<void> {
    if (deferred?.succeeds() === false) throw new GroupLost(command)
    const transaction = new SqliteTransaction(writer, sequence, this.#memory)
    await writer.run(savepoint, [])
    try {
      const value = await command.work(transaction)
      if (command.isRehearsal) {
        await writer.run(undo, [])
        this.#memory.clear()
        command.resolve(value)
      } else succeeded.push({ command, value })
    } catch (error) {
      this.#memory.clear()
      command.reject(error)
      await undoCommand(writer, error)
    } finally {
      transaction.end()
    }
    await writer.run(release, [])
    if (transaction.changedTables) await this.#forgetStatements(writer)
  }

  /** In the order in which they came, each under a savepoint of its own. */
  async #runAgain(succeeded: readonly Succeeded[], lost: readonly Waiting[]): Promise<void> {
    this.#waiting.unshift(...succeeded.map(({ command }) => command), ...lost)
    await this.#runGroup(true)
  }

  async #undoGroup(writer: SqliteConnection): Promise<void> {
    this.#memory.clear()
    try {
      await writer.run(rollback, [])
    } catch {
      // There was no transaction any more, or never one.
    }
    if (this.#hasChangedTables) await this.#forgetStatements(writer)
  }

  async #forgetStatements(writer: SqliteConnection): Promise<void> {
    this.#memory.clear()
    this.#hasChangedTables = true
    await writer.forgetStatements()
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

/** Some errors (a full disk) undo the whole transaction by themselves: then there is no savepoint, and the group fails with them. */
async function undoCommand(writer: SqliteConnection, cause: unknown): Promise<void> {
  try {
    await writer.run(undo, [])
  } catch {
    throw cause
  }
}
