import { basis } from '../../engine/ledger/basis.ts'
import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import type { Plan, Reading } from '../database.ts'
import { stayingEntries } from '../merged/staying-sql.ts'
import type { LedgerStore } from './ledger-store.ts'

const plans = new WeakMap<object, Map<string, Plan>>()

/** The first count of these coordinates after (at, seq) that was not mirrored: it absorbs what is entered before it. */
export async function findNextCount(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  coordinates: Coordinates,
  after: { readonly at: number; readonly seq: number },
  dead: ReadonlySet<number>,
): Promise<{ id: number; at: number; seq: number } | undefined> {
  const owner = store.plansOf(ledger.name)
  const { table } = owner
  const entries = stayingEntries(table, store.merged)
  let known = plans.get(owner)
  if (known === undefined) plans.set(owner, (known = new Map()))
  let plan = known.get(entries)
  if (plan === undefined) {
    const where = table.dimensions.map((name) => `e.${name} = ?`).join(' and ')
    const alive = `not exists (select 1 from ${table.entries} m where m.source = case when e.counter < e.id then e.counter else e.id end and m.basis = ${basis.mirrored})`
    known.set(
      entries,
      (plan = {
        sql: `select e.id, e.counter, e.at, e.seq from ${entries} e where ${where} and e.basis = ${basis.counted} and (e.at > ? or (e.at = ? and e.seq > ?)) and ${alive} order by e.at, e.seq`,
      }),
    )
  }
  for (const row of await reading.all(plan, [...store.stayingCoordinates(ledger, coordinates), after.at, after.at, after.seq])) {
    const id = row.counter === null ? (row.id as number) : Math.min(row.id as number, row.counter as number)
    if (!dead.has(id)) return { id, at: row.at as number, seq: row.seq as number }
  }
  return undefined
}
