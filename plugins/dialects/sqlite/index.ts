import type { Dialect } from '@formwork/platform/plugin/contracts/dialect.ts'
import { backupSqlite, checkSqlite } from './backup.ts'
import { mouldSqlite, openSqlite } from './open.ts'

/** SQLite, embedded: one writing process a file, group commit, readers beside the writer. */
export const sqlite: Dialect = Object.freeze({
  name: 'sqlite',
  open: openSqlite,
  mould: mouldSqlite,
  backup: backupSqlite,
  check: checkSqlite,
})
