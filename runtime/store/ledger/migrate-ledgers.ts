import type { Model } from '@formwork/platform/definition/model.ts'
import type { Database, Plan, TableShape, Transaction } from '../database.ts'
import { chooseLedgerNames, lookupPath, readLedgerNames } from './ledger-names.ts'
import {
  attributeColumns,
  balanceTableShape,
  dimensionColumns,
  entryTableShape,
  linkLedger,
  lookupIndexes,
  measureColumns,
} from './ledger-table.ts'

const insert: Plan = { sql: 'insert into ledger_name (path, physical) values (?, ?)' }
const move: Plan = { sql: 'update ledger_name set path = ? where path = ?' }

/**
 * Makes the tables of ledgers that have none and adds the columns that theirs lack, within the transaction of a publish.
 * Nothing is dropped. A new dimension is empty on old balances; it becomes part of the key when the table is made anew.
 */
export async function migrateLedgers(transaction: Transaction, database: Pick<Database, 'ddl'>, model: Model): Promise<void> {
  const before = await readLedgerNames(transaction)
  const { names, changes } = chooseLedgerNames(model, before)
  for (const { path, physical, was } of changes) {
    if (was === undefined) await transaction.run(insert, [path, physical])
    else await transaction.run(move, [path, was])
  }
  const added = new Set(changes.filter(({ was }) => was === undefined).map(({ path }) => path))
  for (const definition of model.ledgers.values()) {
    const table = linkLedger(definition, names)
    if (added.has(definition.name)) {
      await createTable(transaction, database, entryTableShape(table))
      await createTable(transaction, database, balanceTableShape(table))
      continue
    }
    const isNew = (kind: string, index: number, items: readonly { name: string }[]): boolean =>
      added.has(`${definition.name}/${kind}:${items[index]!.name}`)
    const dimensions = dimensionColumns(table).filter((_, index) => isNew('dimension', index, table.shape.dimensions))
    const measures = measureColumns(table).filter((_, index) => isNew('measure', index, table.shape.measures))
    const attributes = attributeColumns(table).filter((_, index) => isNew('attribute', index, table.shape.attributes))
    for (const column of [...dimensions, ...measures, ...attributes]) await run(transaction, database.ddl.addColumn(table.entries, column))
    for (const column of [...measures, ...(table.shape.openItem >= 0 ? attributes : [])]) {
      await run(transaction, database.ddl.addColumn(table.balances, column))
    }
    if (dimensions.length > 0) {
      await rebuildBalances(transaction, database, table)
      continue
    }
    for (const [index, shape] of lookupIndexes(table).entries()) {
      if (!added.has(lookupPath(definition, definition.lookups![index]!))) continue
      await run(transaction, database.ddl.createIndex(table.balances, shape))
    }
  }
}

/** The key of a balance cannot grow in place: the table is made anew from its own rows. */
async function rebuildBalances(
  transaction: Transaction,
  database: Pick<Database, 'ddl'>,
  table: ReturnType<typeof linkLedger>,
): Promise<void> {
  const shape = balanceTableShape(table)
  const [create, ...indexes] = database.ddl.createTable({ ...shape, name: `${shape.name}_new` })
  const old = shape.columns.map((column) => column.name)
  const dimensions = new Set(table.dimensions)
  const had = await columnsOf(transaction, shape.name, old)
  const select = old.map((name) =>
    had.has(name)
      ? name
      : dimensions.has(name)
        ? shape.columns.find((column) => column.name === name)!.type === 'integer'
          ? '0'
          : "''"
        : 'null',
  )
  await run(transaction, [
    create!,
    `insert into ${shape.name}_new (${old.join(', ')}) select ${select.join(', ')} from ${shape.name}`,
    `drop table ${shape.name}`,
    `alter table ${shape.name}_new rename to ${shape.name}`,
  ])
  await run(
    transaction,
    indexes.map((sql) => sql.replaceAll(`${shape.name}_new`, shape.name)),
  )
}

async function columnsOf(transaction: Transaction, table: string, wanted: readonly string[]): Promise<Set<string>> {
  const row = await transaction.get({ sql: `select * from ${table} limit 1` }, [])
  return row === undefined ? new Set() : new Set(wanted.filter((name) => name in row))
}

async function createTable(transaction: Transaction, database: Pick<Database, 'ddl'>, shape: TableShape): Promise<void> {
  await run(transaction, database.ddl.createTable(shape))
}

async function run(transaction: Transaction, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await transaction.run({ sql }, [])
}
