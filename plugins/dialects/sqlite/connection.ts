import type { Bound, MaybePromise, Plan, Row } from '@formwork/platform/plugin/contracts/dialect.ts'

/** What a SQLite driver must offer: one connection that prepares each plan once. */
export interface SqliteConnection {
  /** No answer is a promise. */
  readonly answersAtOnce: boolean
  get(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row | undefined>
  all(plan: Plan, parameters: readonly Bound[]): MaybePromise<Row[]>
  run(plan: Plan, parameters: readonly Bound[]): MaybePromise<{ changes: number }>
  runMany(plan: Plan, rows: readonly (readonly Bound[])[]): MaybePromise<void>
  /** Whether the statement may change data. */
  writes(plan: Plan): boolean
  /** Runs one statement without parameters, whatever it returns. */
  execute(sql: string): MaybePromise<void>
  /** Forgets prepared statements: tables have changed. */
  forgetStatements(): MaybePromise<void>
  /** The whole database as one block of bytes; absent where the driver cannot. */
  serialize?(): Buffer
  close(): MaybePromise<void>
}

export interface SqliteConnectionOptions {
  readonly file: string
  /** What a database in memory begins with. */
  readonly image?: Buffer
  readonly readOnly: boolean
}
