/**
 * The small port between the store and a database driver, as the dialect plugins implement it.
 * Everything above speaks in plans: SQL text compiled once (by knex, or written by the store), run as a prepared statement.
 * On SQLite results come at once, on PostgreSQL as promises: callers `await`, or go on with `andThen` where every document passes.
 */
export type {
  Bound,
  ColumnShape,
  ColumnType,
  DataDefinition,
  Database,
  IndexShape,
  MaybePromise,
  Memory,
  Plan,
  Reading,
  Row,
  TableShape,
  Transaction,
} from '@formwork/platform/plugin/contracts/dialect.ts'
