import { assert } from '@formwork/platform/error/assert.ts'
import type { Bound, MaybePromise, Memory, Plan, Row, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'
import type { IdSequence } from './sequence.ts'

const CHANGES_TABLES = /^\s*(create|alter|drop)\b/i

/** One command's share of a group: usable until the command has ended, never after. */
export class SqliteTransaction implements Transaction {
  readonly memory: Memory
  readonly #connection: SqliteConnection
  readonly #sequence: IdSequence
  #ended = false
  #changedTables = false
  #hasWritten = false

  constructor(connection: SqliteConnection, sequence: IdSequence, memory: Memory) {
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
    return this.#connection.get(plan, parameters)
  }

  all(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row[]> {
    this.#check()
    this.#hasWritten ||= this.#connection.writes(plan)
    return this.#connection.all(plan, parameters)
  }

  run(plan: Plan, parameters: readonly Bound[]): MaybePromise<{ changes: number }> {
    this.#check()
    this.#hasWritten = true
    if (parameters.length === 0 && CHANGES_TABLES.test(plan.sql)) this.#changedTables = true
    return this.#connection.run(plan, parameters)
  }

  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): MaybePromise<void> {
    this.#check()
    this.#hasWritten = true
    return this.#connection.runMany(plan, rows)
  }

  nextIds(count: number): number {
    this.#check()
    return this.#sequence.take(count)
  }

  end(): void {
    this.#ended = true
  }

  #check(): void {
    assert(!this.#ended, 'The transaction has ended')
  }
}
