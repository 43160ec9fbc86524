import type { LookupShape } from '../../engine/ledger/shape.ts'
import type { Reading } from '../database.ts'
import { planOf } from '../reading/statement.ts'
import type { LedgerStore } from './ledger-store.ts'
import { lookupCondition } from './ledger-table.ts'

/**
 * Where something is or was held, by some dimensions or (of open items) attributes: distinct, in order, at most `limit`.
 * `at` keeps one dimension fixed. A lookup by these narrows it to what is open.
 */
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
  const { dimensions, attributes } = table.shape
  const names = [...dimensions, ...attributes].map(({ name }) => name)
  const physical = [...table.dimensions, ...table.attributes]
  const columnOf = (name: string): string => physical[names.indexOf(name)]!
  const columns = wanted.by.map(columnOf)
  const lookup =
    wanted.at === undefined
      ? table.shape.lookups.find((each) =>
          isBy(
            each,
            wanted.by.map((name) => names.indexOf(name)),
            dimensions.length,
          ),
        )
      : undefined
  const open = lookup === undefined ? '' : ` where ${lookupCondition(table, lookup)}`
  const where = wanted.at === undefined ? open : ` where ${columnOf(wanted.at.dimension)} = ?`
  const plan = planOf(
    `select distinct ${columns.join(', ')} from ${table.balances}${where} order by ${columns.join(', ')} limit ${wanted.limit}`,
  )
  const at = typeof wanted.at?.value === 'number' ? ledgers.merged.resolve(wanted.at.value) : wanted.at?.value
  const rows = await reading.all(plan, at === undefined ? [] : [at])
  return rows.map((row) => Object.fromEntries(wanted.by.map((name, index) => [name, row[columns[index]!] as number | string])))
}

/** Whether a lookup is by these positions; attributes count on after the dimensions. */
function isBy({ dimensions, attributes }: LookupShape, by: readonly number[], count: number): boolean {
  const own = new Set([...dimensions, ...attributes.map((position) => position + count)])
  return own.size === by.length && by.every((position) => own.has(position))
}
