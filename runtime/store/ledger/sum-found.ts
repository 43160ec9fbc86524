import type { Coordinates, LedgerShape, LookupShape } from '../../engine/ledger/shape.ts'
import type { Bound, Plan, Reading } from '../database.ts'
import { insideCondition } from './balance-plans.ts'
import type { LedgerStore } from './ledger-store.ts'
import { lookupCondition } from './ledger-table.ts'

/** What balances are to carry: coordinates at the positions in `over`, and attributes by their position. */
export interface Carried {
  readonly over: readonly number[]
  readonly coordinates: Coordinates
  readonly attributes: readonly { readonly position: number; readonly value: Bound }[]
}

const plans = new WeakMap<object, Map<string, Plan>>()

/** The lookup that finds what sums up to a figure; undefined where all balances have to be read. */
export function lookupOf({ lookups }: LedgerShape, figure: string, { over, attributes }: Carried): LookupShape | undefined {
  const isGiven = (lookup: LookupShape): boolean =>
    lookup.dimensions.every((position) => over.includes(position)) &&
    lookup.attributes.every((position) => attributes.some((attribute) => attribute.position === position))
  return lookups.find((lookup) => lookup.figure === figure && isGiven(lookup))
}

/**
 * Sums of the measures over the balances that carry this. With a lookup only where its figure is not zero: the sum of that
 * figure, and of no other, is the same.
 */
export async function sumFound(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  carried: Carried,
  lookup: LookupShape | undefined,
): Promise<number[]> {
  const { over, attributes } = carried
  const coordinates = store.stayingCoordinates(ledger, carried.coordinates)
  const values = attributes.map(({ position, value }) => sameValues(store, ledger, position, value))
  const plan = planOf(
    store,
    ledger,
    carried,
    values.map((each) => each.length),
    lookup,
  )
  const row = await reading.get(plan, [...over.map((position) => coordinates[position]!), ...values.flat()])
  const { table } = store.plansOf(ledger.name)
  return table.measures.map((name) => Number(row![name]))
}

/** What was written with a record that was merged counts for the one that stays. */
function sameValues(store: LedgerStore, ledger: LedgerShape, position: number, value: Bound): readonly Bound[] {
  const { entity } = ledger.definition.attributes![position]!
  return typeof value === 'number' && entity !== undefined && store.merged.entities.has(entity) ? store.merged.same(value) : [value]
}

function planOf(
  store: LedgerStore,
  ledger: LedgerShape,
  { over, attributes }: Carried,
  counts: readonly number[],
  lookup: LookupShape | undefined,
): Plan {
  const owner = store.plansOf(ledger.name)
  let known = plans.get(owner)
  if (known === undefined) plans.set(owner, (known = new Map()))
  const key = [over.join(), attributes.map(({ position }, index) => `${position}*${counts[index]}`).join(), lookup?.figure ?? ''].join('/')
  let plan = known.get(key)
  if (plan === undefined) {
    const { table } = owner
    const inside = insideCondition(table, over)
    const where = [
      ...over.map((position) => `${table.dimensions[position]} = ?`),
      ...attributes.map(({ position }, index) => `${table.attributes[position]} in (${Array(counts[index]).fill('?').join(', ')})`),
      ...(inside === '' ? [] : [inside]),
      ...(lookup === undefined ? [] : [lookupCondition(table, lookup)]),
    ]
    const sums = table.measures.map((name) => `coalesce(sum(${name}), 0) as ${name}`)
    known.set(key, (plan = { sql: `select ${sums.join(', ')} from ${table.balances} where ${where.join(' and ')}` }))
  }
  return plan
}
