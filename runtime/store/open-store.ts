import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import type { Database, Reading } from './database.ts'
import { openLedgerStore } from './ledger/ledger-store.ts'
import { migrateModel } from './migrate/migrate-model.ts'
import { migrateSystem } from './migrate/migrate-system.ts'
import { TableRecordStore } from './records/record-store.ts'
import type { Store } from './store.ts'
import { linkTables } from './tables/link-tables.ts'
import { readPhysicalNames } from './tables/physical-names.ts'

/**
 * The store of a model in a writable database: makes the system tables and what the model's tables lack, then compiles.
 * Errors: `schema-newer`, `migration-refused`.
 */
export async function openStore(model: Model, registry: Registry, database: Database): Promise<Store> {
  await migrateSystem(database)
  await migrateModel(database, model, registry, { now: Date.now() })
  return database.read((reading) => compileStore(model, registry, reading, database.dialect))
}

/** The store over tables that exist already: for readers, and after a publish. */
export async function compileStore(model: Model, registry: Registry, reading: Reading, dialect: Database['dialect']): Promise<Store> {
  const tables = linkTables(model, registry, await readPhysicalNames(reading))
  const timeZone = model.template.timeZone ?? DEFAULT_TIME_ZONE
  return {
    model,
    registry,
    dialect,
    timeZone,
    tables,
    records: new TableRecordStore(tables, dialect, timeZone, model),
    ledgers: await openLedgerStore(model, reading, dialect),
  }
}
