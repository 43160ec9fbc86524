import { assert } from '@formwork/platform/error/assert.ts'
import type { Bound, MaybePromise, Memory, Plan, Row, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'
import type { DeferredWrites } from './deferred-writes.ts'
import type { IdSequence } from './sequence.ts'

const CHANGES_TABLES = /^\s*(create|alter|drop)\b/i

/** One command's share of a group: usable until the command has ended, never after. */
export class SqliteTransaction implements Transaction {
  readonly memory: Memory
  readonly #connection: SqliteConnection
  readonly #sequence: IdSequence
  readonly #deferred: DeferredWrites | undefined
  #ended = false
  #changedTables = false
  #hasWritten = false

  /** With `deferred`, writes without an answer wait there. */
  constructor(connection: SqliteConnection, sequence: IdSequence, memory: Memory, deferred?: DeferredWrites) {
    this.#deferred = deferred
    this.memory = memory
    this.#connection = connection
    this.#sequence = sequence
  }

  get changedTables(): boolean {
    return this.#changedTables
  }

  /** Whether there is anything to undo. */
  get hasWritten(): boolean {
    return this.#hasWritten
  }

  get(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row | undefined> {
    this.#check()
    this.#hasWritten ||= this.#connection.writes(plan)
    this.#deferred?.flush()
    return this.#connection.get(plan, parameters)
  }

  all(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row[]> {
    this.#check()
    this.#hasWritten ||= this.#connection.writes(plan)
    this.#deferred?.flush()
    return this.#connection.all(plan, parameters)
  }

  run(plan: Plan, parameters: readonly Bound[]): MaybePromise<{ changes: number }> {
    this.#check()
    this.#hasWritten = true
    if (parameters.length === 0 && CHANGES_TABLES.test(plan.sql)) this.#changedTables = true
    this.#deferred?.flush()
    return this.#connection.run(plan, parameters)
  }

  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): MaybePromise<void> {
    this.#check()
    this.#hasWritten = true
    return this.#deferred === undefined ? this.#connection.runMany(plan, rows) : this.#deferred.add(plan, rows)
  }

  write(plan: Plan, parameters: readonly Bound[]): MaybePromise<void> {
    return this.runMany(plan, [parameters])
  }

  writeExpected(plan: Plan, parameters: readonly Bound[]): MaybePromise<boolean> {
    if (this.#deferred === undefined) {
      const done = this.run(plan, parameters)
      return done instanceof Promise ? done.then(({ changes }) => changes === 1) : done.changes === 1
    }
    this.#check()
    this.#hasWritten = true
    this.#deferred.add(plan, [parameters], true)
    return true
  }

  nextIds(count: number): number {
    this.#check()
    return this.#sequence.take(count)
  }

  /** One process writes, one transaction at a time. */
  laterIds(count: number): number {
    return this.nextIds(count)
  }

  end(): void {
    this.#ended = true
  }

  #check(): void {
    assert(!this.#ended, 'The transaction has ended')
  }
}
