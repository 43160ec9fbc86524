import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database, Transaction } from '../database.ts'
import { migrateLedgers } from '../ledger/migrate-ledgers.ts'
import { readPhysicalNames } from '../tables/physical-names.ts'
import { applyMigration } from './apply-migration.ts'
import { convertColumn } from './convert-column.ts'
import { planMigration, type MigrationPlan } from './plan-migration.ts'

export interface MigrationOptions {
  /** Milliseconds since the epoch: when what the model no longer names was retired. */
  readonly now: number
  /** The model that is left: tells which values of a field were not changed since its type was. */
  readonly before?: Model
}

/** Brings the tables to the model in one transaction. Errors: `migration-refused`. */
export async function migrateModel(
  database: Database,
  model: Model,
  registry: Registry,
  options: MigrationOptions,
): Promise<MigrationPlan> {
  return database.write((transaction) => migrateModelWithin(transaction, database, model, registry, options))
}

/** The same inside a command's transaction: a publish changes tables and release together. */
export async function migrateModelWithin(
  transaction: Transaction,
  database: Pick<Database, 'ddl' | 'dialect'>,
  model: Model,
  registry: Registry,
  options: MigrationOptions,
): Promise<MigrationPlan> {
  const plan = planMigration(model, registry, await readPhysicalNames(transaction))
  await applyMigration(
    transaction,
    database.ddl,
    plan,
    options.now,
    convertColumn(database.dialect, { before: options.before, after: model }, registry),
  )
  await migrateLedgers(transaction, database, model)
  return plan
}
