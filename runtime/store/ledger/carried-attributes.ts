import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import type { Bound, Plan, Reading } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'

const plans = new WeakMap<object, Plan>()

/** What an open item carries from what opened it, in the order of the ledger's attributes; nulls where there is no such item. */
export async function carriedAttributes(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  coordinates: Coordinates,
): Promise<readonly Bound[]> {
  const owner = store.plansOf(ledger.name)
  const { table } = owner
  if (ledger.openItem < 0 || table.attributes.length === 0) return table.attributes.map(() => null)
  let plan = plans.get(owner)
  if (plan === undefined) {
    const where = table.dimensions.map((name) => `${name} = ?`).join(' and ')
    plans.set(owner, (plan = { sql: `select ${table.attributes.join(', ')} from ${table.balances} where ${where}` }))
  }
  const row = await reading.get(plan, [...store.stayingCoordinates(ledger, coordinates)])
  return table.attributes.map((name) => row?.[name] ?? null)
}
