import { basis } from '../../engine/ledger/basis.ts'
import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import type { Plan, Reading } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'

const plans = new WeakMap<object, Plan>()

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
  let plan = plans.get(owner)
  if (plan === undefined) {
    const where = table.dimensions.map((name) => `e.${name} = ?`).join(' and ')
    const alive = `not exists (select 1 from ${table.entries} m where m.source = case when e.counter < e.id then e.counter else e.id end and m.basis = ${basis.mirrored})`
    plans.set(
      owner,
      (plan = {
        sql: `select e.id, e.counter, e.at, e.seq from ${table.entries} e where ${where} and e.basis = ${basis.counted} and (e.at > ? or (e.at = ? and e.seq > ?)) and ${alive} order by e.at, e.seq`,
      }),
    )
  }
  for (const row of await reading.all(plan, [...coordinates, after.at, after.at, after.seq])) {
    const id = row.counter === null ? (row.id as number) : Math.min(row.id as number, row.counter as number)
    if (!dead.has(id)) return { id, at: row.at as number, seq: row.seq as number }
  }
  return undefined
}
