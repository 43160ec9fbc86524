import { basis } from './basis.ts'
import { varianceCoordinates } from './book.ts'
import { countedAmounts } from './counted-amounts.ts'
import type { ReplayEvent, ReplayRow, Side } from './costing/replay-event.ts'
import { isLeaving } from './costing/replay-event.ts'
import type { EntryRow } from './entry.ts'
import type { LedgerShape } from './shape.ts'

/** A movement that takes back another one: what the left side gains again, the right side loses. */
export interface MirrorPair {
  /** First row of the movement mirrored, whose minute, place in the order, name and line it takes. */
  readonly of: ReplayRow
  readonly left: Side | null
  readonly right: Side | null
  /** What the left side gains; the right side gets the negative. */
  readonly amounts: readonly number[]
}

/** Mirrors one movement by its first row. With costing, all that was ever booked for it: adjustments and variances too. */
export function mirrorPairs(ledger: LedgerShape, row: ReplayRow, event: ReplayEvent | undefined): MirrorPair[] {
  const own: Side = { coordinates: row.coordinates, pool: row.pool ?? 0 }
  const other: Side | null = row.other === null ? null : { coordinates: row.other.coordinates, pool: row.other.pool ?? 0 }
  const leaves = row.counter !== null || isLeaving(row, { quantity: ledger.costing?.quantity ?? 0 })
  const sides = leaves ? { left: own, right: other } : { left: null, right: own }
  const amounts = row.amounts.map((amount) => (leaves ? 0 - amount : amount))
  if (event === undefined || ledger.costing === undefined) return [{ of: row, ...sides, amounts }]
  const { quantity, value } = ledger.costing
  const sign = event.isTurned ? -1 : 1
  const whole = amounts.map((amount, index) =>
    index === quantity ? sign * event.quantity + 0 : index === value ? sign * event.booked + 0 : amount,
  )
  const taken = row.basis === basis.counted ? countedAmounts(ledger, sides.right?.coordinates ?? null, whole) : whole
  const pairs: MirrorPair[] = [{ of: row, ...sides, amounts: taken }]
  const side = event.isTurned ? sides.left : sides.right
  if (event.bookedVariance === 0 || side === null) return pairs
  const to: Side = { coordinates: varianceCoordinates(ledger, side.coordinates), pool: 0 }
  return [...pairs, { of: row, left: side, right: to, amounts: amounts.map((_, index) => (index === value ? event.bookedVariance : 0)) }]
}

export function countMirrorRows(pairs: readonly MirrorPair[]): number {
  return pairs.reduce((count, { left, right }) => count + (left === null ? 0 : 1) + (right === null ? 0 : 1), 0)
}

/** Rows of mirrors with ids from `first` on, each at the minute of what it mirrors unless another one is given. */
export function mirrorRows(pairs: readonly MirrorPair[], first: number, at?: number): EntryRow[] {
  let id = first
  return pairs.flatMap(({ of, left, right, amounts }) => {
    const both = left !== null && right !== null
    const own = id
    const row = (rowId: number, counter: number | null, side: Side, sign: 1 | -1): EntryRow => ({
      id: rowId,
      at: at ?? of.at,
      seq: at === undefined ? of.seq : own,
      name: of.name,
      line: of.line,
      basis: basis.mirrored,
      source: of.id,
      counter,
      pool: side.pool === 0 ? null : side.pool,
      factor: 0,
      coordinates: side.coordinates,
      amounts: amounts.map((amount) => sign * amount + 0),
      attributes: of.attributes,
    })
    const rows: EntryRow[] = []
    if (left !== null) rows.push(row(own, both ? own + 1 : null, left, 1))
    if (right !== null) rows.push(row(both ? own + 1 : own, both ? own : null, right, -1))
    id += rows.length
    return rows
  })
}
