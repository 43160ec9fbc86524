import { assert } from '@formwork/platform/error/assert.ts'
import type { Bound, Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { SqliteConnection } from './connection.ts'
import { orderByTable, type Write } from './order-by-table.ts'

/** Rows that wait at most: bounds what a large import holds in memory. */
const MOST_ROWS = 4_096

/** A deferred write was refused: what the group has done is undone, and its commands run again one by one. */
export class WritesRefused extends Error {}

/**
 * Writes of a group whose answer nobody waits for, carried out before the next read, before the next write with an answer, and
 * before the commit; those of one table in their order, table by table. Statements that run one after another, and on the same
 * pages, find the processor's caches as they left them: between the steps of a command each takes a third longer.
 */
export class DeferredWrites {
  readonly #connection: SqliteConnection
  #writes: Write[] = []
  #rows = 0
  #isRefused = false

  /** `connection` answers at once. */
  constructor(connection: SqliteConnection) {
    assert(connection.answersAtOnce, 'Only writes of a driver that answers at once are deferred')
    this.#connection = connection
  }

  /** Rows must stay as they are given. Errors: `WritesRefused`. */
  add(plan: Plan, rows: readonly (readonly Bound[])[], isExpected = false): void {
    if (this.#isRefused) throw new WritesRefused()
    this.#writes.push({ plan, rows, isExpected })
    this.#rows += rows.length
    if (this.#rows > MOST_ROWS) this.flush()
  }

  /** Errors: `WritesRefused`, from then on at every call. */
  flush(): void {
    if (this.#isRefused) throw new WritesRefused()
    if (this.#writes.length === 0) return
    const writes = this.#writes
    this.#writes = []
    this.#rows = 0
    try {
      for (const write of orderByTable(writes)) this.#carryOut(write)
    } catch (error) {
      this.#isRefused = true
      throw new WritesRefused('A write was refused', { cause: error })
    }
  }

  /** Whether everything so far could be written. */
  succeeds(): boolean {
    try {
      this.flush()
      return true
    } catch {
      return false
    }
  }

  get isRefused(): boolean {
    return this.#isRefused
  }

  #carryOut({ plan, rows, isExpected }: Write): void {
    if (!isExpected) return void this.#connection.runMany(plan, rows)
    const { changes } = this.#connection.run(plan, rows[0]!) as { changes: number }
    if (changes !== 1) throw new WritesRefused('A row was not as expected')
  }
}
