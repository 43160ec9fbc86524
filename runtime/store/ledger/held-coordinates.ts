import type { Reading } from '../database.ts'
import { planOf } from '../reading/statement.ts'
import type { LedgerStore } from './ledger-store.ts'

/** Where something is or was held, by some dimensions: distinct, in order, at most `limit`. `at` keeps one dimension fixed. */
export async function heldCoordinates(
  reading: Reading,
  ledgers: LedgerStore,
  ledger: string,
  wanted: {
    readonly by: readonly string[]
    readonly at?: { readonly dimension: string; readonly value: number | string }
    readonly limit: number
  },
): Promise<Record<string, number | string>[]> {
  const { table } = ledgers.plansOf(ledger)
  const columnOf = (name: string): string => table.dimensions[table.shape.dimensions.findIndex((dimension) => dimension.name === name)]!
  const columns = wanted.by.map(columnOf)
  const where = wanted.at === undefined ? '' : ` where ${columnOf(wanted.at.dimension)} = ?`
  const plan = planOf(
    `select distinct ${columns.join(', ')} from ${table.balances}${where} order by ${columns.join(', ')} limit ${wanted.limit}`,
  )
  const at = typeof wanted.at?.value === 'number' ? ledgers.merged.resolve(wanted.at.value) : wanted.at?.value
  const rows = await reading.all(plan, at === undefined ? [] : [at])
  return rows.map((row) => Object.fromEntries(wanted.by.map((name, index) => [name, row[columns[index]!] as number | string])))
}
