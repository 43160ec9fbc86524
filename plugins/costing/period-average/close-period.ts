import { fail } from '@formwork/platform/error/index.ts'
import type { PeriodPool, PeriodResult } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits } from '@formwork/platform/value/proportion.ts'
import { fraction, roundedProduct, type Fraction } from './fraction.ts'
import { solveLinear } from './solve-linear.ts'
import { sortByTransfers } from './sort-by-transfers.ts'

interface Books {
  quantity: number
  value: number
  issuedQuantity: number
  issuedValue: number
}

/** A period's movements, found by what they refer to. */
class PeriodBook {
  readonly pools: ReadonlyMap<number, PeriodPool>
  readonly values = new Map<number, number>()
  /** What other pools sent here. */
  readonly incoming = new Map<number, { readonly source: number; readonly entry: number; readonly quantity: number }[]>()
  readonly issues = new Map<number, { readonly pool: number; readonly quantity: number }>()

  constructor(pools: readonly PeriodPool[]) {
    this.pools = new Map(pools.map((pool) => [pool.pool, pool]))
    for (const { pool, issued } of pools) {
      for (const { entry, quantity, to } of issued) {
        this.issues.set(entry, { pool, quantity })
        if (to === 0) continue
        const list = this.incoming.get(to)
        if (list === undefined) this.incoming.set(to, [{ source: pool, entry, quantity }])
        else list.push({ source: pool, entry, quantity })
      }
    }
  }

  valueOf(entry: number): number {
    return this.values.get(entry) ?? 0
  }

  /** What came back of an issue: its share of that issue's value. */
  shareOf(back: PeriodPool['returned'][number]): number {
    const issue = this.issues.get(back.of)
    return issue === undefined || issue.quantity === 0
      ? 0
      : roundedProduct(fraction(BigInt(this.valueOf(back.of)), BigInt(issue.quantity)), back.quantity)
  }
}

/**
 * One average for each pool and period: u = (V0 + Vin) / (Q0 + Qin); what left costs HALF_UP(u × q), and where nothing is
 * left the residue lies on the largest issue. Pools are solved in the order of their transfers, circles of them by
 * simultaneous equations. What came back from this period's issues uses the same average.
 * Errors: `costing-refused` when something left a pool that never held anything.
 */
export function closePeriod(pools: readonly PeriodPool[]): PeriodResult {
  const period = new PeriodBook(pools)
  const books = new Map<number, Books>()
  for (const group of sortByTransfers(pools)) {
    closeGroup(
      period,
      group.map((id) => period.pools.get(id)!),
      books,
    )
  }
  const closed = [...books].map(([pool, { quantity, value, issuedQuantity, issuedValue }]) => {
    const rate = quantity > 0 ? { rateQuantity: quantity, rateValue: value } : { rateQuantity: issuedQuantity, rateValue: issuedValue }
    return [pool, { quantity, value, ...rate }] as const
  })
  return { values: period.values, pools: new Map(closed) }
}

/** Pools that feed each other: their averages depend on one another. */
function closeGroup(period: PeriodBook, group: readonly PeriodPool[], books: Map<number, Books>): void {
  const averages = solveGroup(period, group)
  for (const pool of group) {
    for (const issue of pool.issued) period.values.set(issue.entry, roundedProduct(averages.get(pool.pool)!, issue.quantity))
  }
  for (const pool of group) for (const back of pool.returned) period.values.set(back.entry, period.shareOf(back))
  for (const pool of group) {
    const own = settle(period, pool)
    if (own.quantity === 0 && own.value !== 0) sweepResidue(period, pool, own)
    books.set(pool.pool, own)
  }
}

/** u × (all that came in) − Σ u of the sources × what they sent = known value. */
function solveGroup(period: PeriodBook, group: readonly PeriodPool[]): Map<number, Fraction> {
  const columns = new Map(group.map(({ pool }, index) => [pool, index]))
  const rows = group.map((pool, index) => equationOf(period, pool, index, columns))
  const solved = solveLinear(rows.map((row) => row.map((cell) => fraction(cell))))
  if (solved === undefined) throw nothingHeld(group[0]!)
  return new Map(group.map(({ pool }, index) => [pool, solved[index]!]))
}

function equationOf(period: PeriodBook, pool: PeriodPool, index: number, columns: ReadonlyMap<number, number>): bigint[] {
  const row = Array.from({ length: columns.size + 1 }, () => 0n)
  let { quantity, value } = pool
  const known = (moreQuantity: number, moreValue: number): void => {
    quantity = addUnits(quantity, moreQuantity)
    value = addUnits(value, moreValue)
  }
  const comesIn = (source: number | undefined, moreQuantity: number, moreValue: () => number): void => {
    const column = source === undefined ? undefined : columns.get(source)
    known(moreQuantity, column === undefined ? moreValue() : 0)
    if (column !== undefined) row[column]! -= BigInt(moreQuantity)
  }
  for (const received of pool.received) known(received.quantity, received.value)
  for (const issue of period.incoming.get(pool.pool) ?? []) comesIn(issue.source, issue.quantity, () => period.valueOf(issue.entry))
  for (const back of pool.returned) comesIn(period.issues.get(back.of)?.pool, back.quantity, () => period.shareOf(back))
  if (quantity <= 0 && pool.issued.length > 0) throw nothingHeld(pool)
  row[index]! += BigInt(quantity)
  row[columns.size] = BigInt(value)
  // A pool that nothing came into and nothing left has no average: any will do.
  if (row.slice(0, -1).every((cell) => cell === 0n)) row[index] = 1n
  return row
}

function nothingHeld(pool: PeriodPool): Error {
  const reason = {
    zh: `本期有发出，但期初与收入数量合计为零（成本池 ${pool.pool}）`,
    en: `something left in this period although nothing was held or came in (pool ${pool.pool})`,
  }
  return fail('costing-refused', { reason })
}

function settle(period: PeriodBook, pool: PeriodPool): Books {
  const own: Books = { quantity: pool.quantity, value: pool.value, issuedQuantity: 0, issuedValue: 0 }
  const add = (quantity: number, value: number): void => {
    own.quantity = addUnits(own.quantity, quantity)
    own.value = addUnits(own.value, value)
  }
  for (const received of pool.received) add(received.quantity, received.value)
  for (const back of pool.returned) add(back.quantity, period.valueOf(back.entry))
  for (const issue of period.incoming.get(pool.pool) ?? []) add(issue.quantity, period.valueOf(issue.entry))
  for (const issue of pool.issued) {
    add(-issue.quantity, 0 - period.valueOf(issue.entry))
    own.issuedQuantity = addUnits(own.issuedQuantity, issue.quantity)
    own.issuedValue = addUnits(own.issuedValue, period.valueOf(issue.entry))
  }
  return own
}

/** Nothing is left, so no value may be: the largest issue that leaves the pools takes the residue. */
function sweepResidue(period: PeriodBook, pool: PeriodPool, own: Books): void {
  const outside = pool.issued.filter(({ to }) => to === 0)
  const [largest] = outside.toSorted((left, right) => right.quantity - left.quantity || left.entry - right.entry)
  if (largest === undefined) return
  period.values.set(largest.entry, addUnits(period.valueOf(largest.entry), own.value))
  own.issuedValue = addUnits(own.issuedValue, own.value)
  own.value = 0
}
