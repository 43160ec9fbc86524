import { fail } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { DataDefinition, Transaction } from '../database.ts'
import { insertPhysicalName, movePhysicalName, removePhysicalName } from '../tables/physical-names.ts'
import type { MigrationPlan, MigrationStep } from './plan-migration.ts'

/** Fills a replaced column from the kept one; injected, since it speaks of field types. */
export type ConvertColumn = (transaction: Transaction, step: Extract<MigrationStep, { do: 'replace-column' }>) => Promise<void>

/** Runs a plan inside one transaction: after it, tables and names agree with the model. */
export async function applyMigration(
  transaction: Transaction,
  ddl: DataDefinition,
  plan: MigrationPlan,
  now: number,
  convert: ConvertColumn,
): Promise<void> {
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await transaction.run({ sql }, [])
  }
  await createTables(plan, ddl, run)
  for (const step of plan.steps) await applyStep(transaction, ddl, step, now, run, convert)
}

/** All tables before any constraint or index: entities may refer to each other in circles. */
async function createTables(
  plan: MigrationPlan,
  ddl: DataDefinition,
  run: (statements: readonly string[]) => Promise<void>,
): Promise<void> {
  const statements = plan.steps.flatMap((step) => (step.do === 'create-table' ? ddl.createTable(step.shape) : []))
  const isTable = (sql: string): boolean => /^create table/i.test(sql)
  await run(statements.filter(isTable))
  await run(statements.filter((sql) => !isTable(sql)))
}

async function applyStep(
  transaction: Transaction,
  ddl: DataDefinition,
  step: MigrationStep,
  now: number,
  run: (statements: readonly string[]) => Promise<void>,
  convert: ConvertColumn,
): Promise<void> {
  switch (step.do) {
    case 'create-table':
      return insertPhysicalName(transaction, { path: step.path, physical: step.shape.name, kind: 'table', retiredAt: null })
    case 'name-column':
      return insertPhysicalName(transaction, { path: step.path, physical: step.physical, kind: step.kind, retiredAt: null })
    case 'add-column':
      await run(ddl.addColumn(step.table, step.column))
      return insertPhysicalName(transaction, { path: step.path, physical: step.column.name, kind: step.kind, retiredAt: null })
    case 'rename':
      return movePhysicalName(transaction, step.from, step.path)
    case 'retire':
      return movePhysicalName(transaction, step.path, step.path, now)
    case 'revive':
      return movePhysicalName(transaction, step.path, step.path, null)
    case 'replace-column':
      await movePhysicalName(transaction, step.path, step.keptAs, now)
      await run(ddl.addColumn(step.table, step.column))
      await insertPhysicalName(transaction, { path: step.path, physical: step.column.name, kind: step.kind, retiredAt: null })
      return convert(transaction, step)
    case 'create-index':
      await makeIndex(step.path, () => run(ddl.createIndex(step.table, step.index)))
      return insertPhysicalName(transaction, { path: step.path, physical: step.index.name, kind: step.kind, retiredAt: null })
    case 'drop-index':
      await run(ddl.dropIndex(step.table, step.index))
      return removePhysicalName(transaction, step.path)
  }
}

/** Errors: `migration-refused` when existing values repeat. */
async function makeIndex(path: string, make: () => Promise<void>): Promise<void> {
  try {
    await make()
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error
    throw fail('migration-refused', { reason: { zh: `“${path}”中已有重复的值`, en: `values of "${path}" are repeated` } }, path)
  }
}
