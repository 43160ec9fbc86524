import { fail } from '@formwork/platform/error/index.ts'
import type { Database, Plan, Reading, TableShape, Transaction } from '../database.ts'
import { workTables } from '../content/work-tables.ts'
import { designerWindowTables } from '../definitions/designer-windows.ts'
import { workingCopyTables } from '../definitions/working-copy.ts'
import { pendingTables } from '../ledger/pendings.ts'
import { mergedTables } from '../merged/merged-tables.ts'
import { exceptionTables } from '../records/exceptions.ts'
import { publicFileTables } from '../services/public-file-tables.ts'
import { publicFormTables } from '../services/public-form-tables.ts'
import { publicLinkTables } from '../services/public-link-tables.ts'
import { serviceTables } from '../services/service-tables.ts'
import { subscriptionTables } from '../services/subscription-tables.ts'
import { systemTables } from '../system-tables.ts'

/** A forward-only change of the system tables. Numbers never change, a released migration neither. */
interface SystemMigration {
  readonly version: number
  run(transaction: Transaction, database: Pick<Database, 'ddl'>): Promise<void>
}

const migrations: readonly SystemMigration[] = [
  { version: 1, run: (transaction, { ddl }) => createTables(transaction, ddl, systemTables) },
  { version: 2, run: (transaction, { ddl }) => createTables(transaction, ddl, workingCopyTables) },
  { version: 3, run: (transaction, { ddl }) => createTables(transaction, ddl, serviceTables) },
  { version: 4, run: (transaction, { ddl }) => runAll(transaction, ddl.addColumn('comment', { name: 'edited_at', type: 'integer' })) },
  { version: 5, run: (transaction, { ddl }) => createTables(transaction, ddl, pendingTables) },
  { version: 6, run: (transaction, { ddl }) => createTables(transaction, ddl, exceptionTables) },
  { version: 7, run: (transaction, { ddl }) => createTables(transaction, ddl, workTables) },
  { version: 8, run: (transaction, { ddl }) => createTables(transaction, ddl, publicLinkTables) },
  { version: 9, run: (transaction, { ddl }) => createTables(transaction, ddl, subscriptionTables) },
  { version: 10, run: (transaction, { ddl }) => createTables(transaction, ddl, designerWindowTables) },
  { version: 11, run: (transaction, { ddl }) => createTables(transaction, ddl, publicFormTables) },
  { version: 12, run: (transaction, { ddl }) => createTables(transaction, ddl, publicFileTables) },
  { version: 13, run: (transaction, { ddl }) => createTables(transaction, ddl, mergedTables) },
]

/** Version of the system tables that this program reads and writes. */
export const SYSTEM_VERSION = migrations.at(-1)!.version

const metaTable: TableShape = {
  name: 'meta',
  columns: [
    { name: 'name', type: 'text', required: true },
    { name: 'value', type: 'text', required: true },
  ],
  primaryKey: ['name'],
  clustered: true,
}

const readVersion: Plan = { sql: "select value from meta where name = 'system-version'" }
const writeVersion: Plan = {
  sql: "insert into meta (name, value) values ('system-version', ?) on conflict (name) do update set value = excluded.value",
}

/** Makes or brings up to date the system tables; each migration is one transaction. Errors: `schema-newer`. */
export async function migrateSystem(database: Database): Promise<void> {
  await database.write(async (transaction) => {
    for (const sql of database.ddl.createTable(metaTable)) {
      await transaction.run({ sql: sql.replace(/^create table/, 'create table if not exists') }, [])
    }
  })
  const version = await database.write((transaction) => systemVersion(transaction))
  if (version > SYSTEM_VERSION) throw fail('schema-newer', { version })
  for (const migration of migrations.filter((candidate) => candidate.version > version)) {
    await database.write(async (transaction) => {
      await migration.run(transaction, database)
      await transaction.run(writeVersion, [String(migration.version)])
    })
  }
}

/** The version that the system tables of a workspace have; 0 before the first. */
export async function systemVersion(reading: Reading): Promise<number> {
  const row = await reading.get(readVersion, [])
  return row === undefined ? 0 : Number(row.value)
}

async function createTables(transaction: Transaction, ddl: Database['ddl'], tables: readonly TableShape[]): Promise<void> {
  const statements = tables.flatMap((table) => ddl.createTable(table))
  for (const sql of statements.filter(isTable)) await transaction.run({ sql }, [])
  for (const sql of statements.filter((statement) => !isTable(statement))) await transaction.run({ sql }, [])
}

async function runAll(transaction: Transaction, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await transaction.run({ sql }, [])
}

const isTable = (sql: string): boolean => /^create table/i.test(sql)
