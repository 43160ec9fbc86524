import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import { emptyCoordinate } from '../../engine/ledger/shape.ts'
import type { Plan, Reading } from '../database.ts'
import { readBalance, type StoredBalance } from './balance-plans.ts'
import type { LedgerStore } from './ledger-store.ts'

const plans = new WeakMap<object, Map<string, Plan>>()

/**
 * Balances with something open (above 0) that agree with the given coordinates; empty ones and the one at `over` are free.
 * On PostgreSQL they are locked in key order.
 */
export async function listOpenItems(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  given: Coordinates,
  over: number,
  measure: number,
): Promise<StoredBalance[]> {
  const owner = store.plansOf(ledger.name)
  const { table } = owner
  const fixed = ledger.dimensions.flatMap((dimension, position) =>
    position === over || given[position] === emptyCoordinate(dimension) ? [] : [position],
  )
  const key = `${fixed.join()}/${measure}`
  let known = plans.get(owner)
  if (known === undefined) plans.set(owner, (known = new Map()))
  let plan = known.get(key)
  if (plan === undefined) {
    // The open ones have an index of their own: its condition is repeated here so that it is used.
    const open = `(${table.measures.map((name) => `${name} <> 0`).join(' or ')})`
    const where = [...fixed.map((position) => `${table.dimensions[position]} = ?`), open, `${table.measures[measure]} > 0`]
    const lock = store.dialect === 'postgresql' ? ' for update' : ''
    known.set(
      key,
      (plan = { sql: `select * from ${table.balances} where ${where.join(' and ')} order by ${table.dimensions.join(', ')}${lock}` }),
    )
  }
  const staying = store.stayingCoordinates(ledger, given)
  const rows = await reading.all(
    plan,
    fixed.map((position) => staying[position]!),
  )
  return rows.map((row) => readBalance(table, row))
}
