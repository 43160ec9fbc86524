import type { Contribution } from './contribution.ts'

/** Results come at once on SQLite, as promises on PostgreSQL: callers always `await`. */
export type MaybePromise<T> = T | Promise<T>

/** Values bound to parameters and found in rows: integers are safe integers, decimals are scaled integers. */
export type Bound = number | string | null
export type Row = Record<string, Bound>

/**
 * A statement compiled once. `sql` has `?` placeholders; the dialect rewrites them where needed.
 * A table is named right after `from`, `join`, `into`, `update` or `using` (no comma joins), so that the dialect can qualify it.
 * Keep the object: prepared statements are remembered by its identity.
 * Sums may pass 2^53: select `cast(sum(x) as text)` and read a Decimal from the text.
 */
export interface Plan {
  readonly sql: string
}

/**
 * What the writing connection has read and written and what still holds, by whoever keeps it: emptied whenever anything is
 * undone or another process has written. Whoever keeps something here keeps it in step with his own writes.
 */
export type Memory = Map<unknown, unknown>

/** Reads on one connection. */
export interface Reading {
  /** Of a write transaction; absent where those run side by side (PostgreSQL), and on readings. */
  readonly memory?: Memory
  get(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row | undefined>
  all(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row[]>
}

/** One write transaction (a savepoint inside a group commit on SQLite). Await only the store inside it. */
export interface Transaction extends Reading {
  run(plan: Plan, parameters: readonly Bound[]): MaybePromise<{ changes: number }>
  /**
   * The same statement for many rows; `insert … values (?, …)` becomes few round trips on PostgreSQL.
   * An upsert may name each key only once in one call, and rows come in key order. Rows stay as they are given: SQLite
   * writes them before the next read and before the commit, and where one is refused the work runs again, to hear of it here.
   */
  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): MaybePromise<void>
  /** `runMany` for one row. */
  write(plan: Plan, parameters: readonly Bound[]): MaybePromise<void>
  /**
   * `write` of a row that is expected to be there: false when it did not change exactly one. SQLite takes it for granted, and
   * where it was not so the work runs again with the truth.
   */
  writeExpected(plan: Plan, parameters: readonly Bound[]): MaybePromise<boolean>
  /** The first of `count` consecutive ids of the workspace-wide ascending sequence (safe integers); gaps are allowed. */
  nextIds(count: number): MaybePromise<number>
  /**
   * The same, above every id that was drawn before by whichever process: what is ordered by id within a minute, drawn after its
   * locks are held.
   */
  laterIds(count: number): MaybePromise<number>
}

/** An open workspace database. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly ddl: DataDefinition
  /**
   * Runs `work` in a transaction that is durable when the promise resolves; rolls back when it throws. `work` may run
   * again after everything that it did was undone (another transaction was in its way): keep nothing outside.
   */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Runs `work` and undoes whatever it did: a dry run. */
  rehearse<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** A consistent read-only view. */
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** `date` is ISO text when bound and when read; `boolean` is 0 or 1; text compares by code point. */
export type ColumnType = 'integer' | 'real' | 'text' | 'boolean' | 'date'

export interface ColumnShape {
  readonly name: string
  readonly type: ColumnType
  /** Columns hold NULL unless this is set. */
  readonly required?: boolean
  readonly default?: number | string
  readonly references?: { readonly table: string; readonly column: string; readonly cascade?: boolean }
}

export interface IndexShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique?: boolean
  /** Condition of a partial index, as SQL. */
  readonly where?: string
}

export interface TableShape {
  readonly name: string
  readonly columns: readonly ColumnShape[]
  readonly primaryKey: readonly string[]
  /** Rows lie in the order of the primary key (SQLite: WITHOUT ROWID): one tree less for keys of several columns. */
  readonly clustered?: boolean
  readonly indexes?: readonly IndexShape[]
}

/** Statements that make and change tables; each string is one statement. */
export interface DataDefinition {
  createTable(table: TableShape): string[]
  addColumn(table: string, column: ColumnShape): string[]
  createIndex(table: string, index: IndexShape): string[]
  dropIndex(table: string, index: string): string[]
}

/** Where a workspace's data lie, and how they are opened. */
export interface OpenDatabase {
  /** SQLite: a file, or `:memory:`. PostgreSQL: a connection URL. */
  readonly location: string
  /** PostgreSQL: the workspace's schema. */
  readonly schema?: string
  readonly readOnly?: boolean
  /** SQLite: `better-sqlite3` (default) or `sqlite3`. */
  readonly driver?: string
}

/** A prepared database, from which throw-away databases are cast in no time; each is gone when it is closed. */
export interface Mould {
  cast(): Promise<Database>
  /** After all that was cast of it has been closed. */
  drop(): Promise<void>
}

export interface Dialect extends Contribution {
  readonly name: 'sqlite' | 'postgresql'
  open(options: OpenDatabase): Promise<Database>
  /** Prepares a throw-away database once. PostgreSQL: a database of its own on the server that `options` names. */
  mould(options: OpenDatabase, prepare: (database: Database) => Promise<void>): Promise<Mould>
  /** Writes a whole, consistent copy into a new file while others read and write. Absent where the database has its own tools. */
  backup?(options: OpenDatabase, file: string): Promise<void>
  /** Findings of the database's own check of its files; empty when all is well. */
  check?(options: OpenDatabase): Promise<string[]>
}

/** A row broke a constraint; the store turns it into an error of the catalogue. */
export class ConstraintViolation extends Error {
  readonly kind: 'unique' | 'foreign-key' | 'other'
  /** Name of the index or constraint where the database tells it. */
  readonly constraint: string | undefined
  /** Columns as far as the database tells them. */
  readonly columns: readonly string[]

  constructor(
    kind: 'unique' | 'foreign-key' | 'other',
    message: string,
    options: { constraint?: string; columns?: readonly string[]; cause?: unknown },
  ) {
    super(message, { cause: options.cause })
    this.name = 'ConstraintViolation'
    this.kind = kind
    this.constraint = options.constraint
    this.columns = options.columns ?? []
  }
}

/** What this transaction read was changed by another before it could lock it: nothing was done, and it is run again. */
export class Overtaken extends Error {
  constructor() {
    super('Another transaction was faster')
    this.name = 'Overtaken'
  }
}
