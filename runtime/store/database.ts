/**
 * The small port between the store and a database driver. Everything above speaks in plans:
 * SQL text compiled once (by knex, or written by the store), run as a prepared statement.
 * On SQLite results come at once, on PostgreSQL as promises: callers always `await`.
 */
export type MaybePromise<T> = T | Promise<T>

/** Values bound to parameters and found in rows: integers are safe integers, decimals are scaled integers. */
export type Bound = number | string | null
export type Row = Record<string, Bound>

/** A statement compiled once. `sql` has `?` placeholders; the dialect rewrites them where needed. */
export interface Plan {
  readonly sql: string
}

/** Reads on one connection. */
export interface Reading {
  get(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row | undefined>
  all(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row[]>
}

/** One write transaction (a savepoint inside a group commit on SQLite). */
export interface Transaction extends Reading {
  run(plan: Plan, parameters: readonly Bound[]): MaybePromise<{ changes: number }>
  /** Ids of a workspace-wide ascending sequence (safe integers); gaps are allowed. */
  nextIds(count: number): MaybePromise<number>
}

/** An open workspace database. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgresql'
  /** Runs `work` in a transaction that is durable when the promise resolves; rolls back when it throws. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** A consistent read-only view. */
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>
  close(): Promise<void>
}
