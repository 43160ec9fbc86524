import type { TimelinePoint } from '../../engine/ledger/assertion.ts'
import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import type { Plan, Reading } from '../database.ts'
import { insideCondition } from './balance-plans.ts'
import { mergedPositions } from '../merged/staying-sql.ts'
import type { LedgerStore } from './ledger-store.ts'

const plans = new WeakMap<object, Map<string, Plan>>()

/** Changes after (at, seq) over the balances with these coordinates at `over`, in order: the later timeline. */
export async function listLaterAmounts(
  store: LedgerStore,
  reading: Reading,
  ledger: LedgerShape,
  over: readonly number[],
  coordinates: Coordinates,
  after: { readonly at: number; readonly seq: number },
): Promise<TimelinePoint[]> {
  const owner = store.plansOf(ledger.name)
  const { table } = owner
  const merged = mergedPositions(table, store.merged)
  // One written coordinate each, but for what was merged: all that count as one.
  const written = over.map((position) =>
    merged.includes(position) ? store.merged.same(coordinates[position] as number) : [coordinates[position]!],
  )
  const key = `${over.join()}/${written.map(({ length }) => length).join()}`
  let known = plans.get(owner)
  if (known === undefined) plans.set(owner, (known = new Map()))
  let plan = known.get(key)
  if (plan === undefined) {
    const inside = insideCondition(table, over)
    const where = [
      ...over.map((position, index) => {
        const many = written[index]!.length
        return `${table.dimensions[position]} ${many === 1 ? '= ?' : `in (${written[index]!.map(() => '?').join(', ')})`}`
      }),
      '(at > ? or (at = ? and seq > ?))',
      ...(inside === '' ? [] : [inside]),
    ]
    known.set(
      key,
      (plan = {
        sql: `select at, seq, ${table.measures.join(', ')} from ${table.entries} where ${where.join(' and ')} order by at, seq, id`,
      }),
    )
  }
  const rows = await reading.all(plan, [...written.flat(), after.at, after.at, after.seq])
  return rows.map((row) => ({
    at: row.at as number,
    seq: row.seq as number,
    amounts: table.measures.map((name) => row[name] as number),
    line: null,
  }))
}
