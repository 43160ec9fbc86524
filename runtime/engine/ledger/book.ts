import { fail } from '@formwork/platform/error/index.ts'
import { basis } from './basis.ts'
import { countedAmounts } from './counted-amounts.ts'
import type { CostEvent, CostOutcome } from './costing/cost-event.ts'
import type { EntryRow, LedgerRows } from './entry.ts'
import type { Movement } from './posting.ts'
import { isInside, type AttributeValues, type Coordinates, type LedgerShape } from './shape.ts'

/** A movement with everything that was looked up for it. */
export interface PlacedMovement {
  readonly movement: Movement
  /** Pools it leaves and enters, 0 where there is none. */
  readonly from: number
  readonly to: number
  /** Movement that it refers to, 0 for none. */
  readonly source: number
  /** A count's difference to what was there. */
  readonly difference?: number
  /** The movement whose cost it takes. */
  readonly follows?: PlacedMovement
  /** Business minute of its own, where it is not the journal's: a revision counts when its receipt did. */
  readonly at?: number
  /** Business minute of the receipt that a revision revises. */
  readonly sourceAt?: number
}

/** Ids that a movement's rows take: one a side. */
export function countRows(movements: readonly PlacedMovement[]): number {
  return movements.reduce((count, { movement }) => count + (movement.from === null ? 0 : 1) + (movement.to === null ? 0 : 1), 0)
}

/** Whether a movement changes a pool, or refers to one. */
export function isCosted({ from, to, movement }: PlacedMovement): boolean {
  return from !== 0 || to !== 0 || movement.basis === basis.consumed || movement.basis === basis.assembled
}

/** The movement as costing sees it. A count takes its direction from the difference it found. */
export function eventOf(placed: PlacedMovement, journal: number, id: number, at: number): CostEvent {
  const { movement, source } = placed
  const costing = movement.plan.ledger.costing!
  const turned = movement.basis === basis.counted && placed.difference! < 0
  const quantity = movement.basis === basis.counted ? Math.abs(placed.difference!) : movement.amounts[costing.quantity]!
  return {
    id,
    at,
    seq: id,
    basis: movement.basis,
    from: turned ? placed.to : placed.from,
    to: turned ? placed.from : placed.to,
    quantity,
    value: movement.amounts[costing.value]!,
    source,
    factor: movement.factor,
    journal,
  }
}

/** The rows of one movement; `value` is what costing found, undefined where the posting's own amounts hold. */
export function rowsOf(placed: PlacedMovement, id: number, at: number, outcome: CostOutcome | undefined): EntryRow[] {
  const { movement } = placed
  const amounts = amountsOf(placed, outcome)
  const { from, to } = movement
  if (from === null) {
    return to === null ? [] : [sideOf(placed, { id, seq: id, at, counter: null, coordinates: to, pool: placed.to }, amounts)]
  }
  const left = { id, seq: id, at, counter: to === null ? null : id + 1, coordinates: from, pool: placed.from }
  const leaving = sideOf(placed, left, negate(amounts))
  if (to === null) return [leaving]
  return [leaving, sideOf(placed, { id: id + 1, seq: id, at, counter: id, coordinates: to, pool: placed.to }, amounts)]
}

interface Side {
  readonly id: number
  readonly seq: number
  readonly at: number
  readonly counter: number | null
  readonly coordinates: Coordinates
  readonly pool: number
}

function sideOf({ movement, source }: PlacedMovement, side: Side, amounts: readonly number[]): EntryRow {
  return {
    id: side.id,
    at: side.at,
    seq: side.seq,
    name: movement.plan.name,
    line: movement.line === null ? null : movement.line.id,
    basis: movement.basis,
    source: source === 0 ? null : source,
    counter: side.counter,
    pool: side.pool === 0 ? null : side.pool,
    factor: movement.factor,
    coordinates: side.coordinates,
    amounts,
    attributes: movement.attributes,
  }
}

function negate(amounts: readonly number[]): number[] {
  const negative: number[] = []
  for (const amount of amounts) negative.push(0 - amount)
  return negative
}

function amountsOf(placed: PlacedMovement, outcome: CostOutcome | undefined): readonly number[] {
  const { movement } = placed
  if (outcome === undefined) return movement.amounts
  const { quantity, value } = movement.plan.ledger.costing!
  const isCount = movement.basis === basis.counted
  const sign = isCount && placed.difference! < 0 ? -1 : 1
  const amounts = movement.amounts.map((amount, index) =>
    index === value ? sign * outcome.initial + 0 : index === quantity && isCount ? placed.difference! : amount,
  )
  return isCount ? countedAmounts(movement.plan.ledger, movement.to, amounts) : amounts
}

/** What the engine adds to a movement: value alone, from one side to the other. */
export interface ValueMove {
  readonly basis: typeof basis.adjusted | typeof basis.variance | typeof basis.revised | typeof basis.mirrored
  readonly source: number
  readonly name: string
  readonly line: number | null
  readonly at: number
  readonly seq?: number
  readonly from: Coordinates | null
  readonly to: Coordinates | null
  readonly fromPool: number
  readonly toPool: number
  readonly value: number
  /** A count's difference line may change its quantity too. */
  readonly quantity?: number
}

export function countValueRows(moves: readonly ValueMove[]): number {
  return moves.reduce((count, move) => count + (move.from === null ? 0 : 1) + (move.to === null ? 0 : 1), 0)
}

export function valueRows(ledger: LedgerShape, move: ValueMove, id: number, attributes: AttributeValues): EntryRow[] {
  const costing = ledger.costing!
  const both = move.from !== null && move.to !== null
  const amounts = countedAmounts(
    ledger,
    move.quantity === undefined ? null : move.to,
    ledger.measures.map((_, index) => (index === costing.value ? move.value : index === costing.quantity ? (move.quantity ?? 0) : 0)),
  )
  const row = (rowId: number, counter: number | null, coordinates: Coordinates, pool: number, sign: 1 | -1): EntryRow => ({
    id: rowId,
    at: move.at,
    seq: move.seq ?? id,
    name: move.name,
    line: move.line,
    basis: move.basis,
    source: move.source,
    counter,
    pool: pool === 0 ? null : pool,
    factor: 0,
    coordinates,
    amounts: amounts.map((amount) => sign * amount + 0),
    attributes,
  })
  const rows: EntryRow[] = []
  if (move.from !== null) rows.push(row(id, both ? id + 1 : null, move.from, move.fromPool, -1))
  if (move.to !== null) rows.push(row(both ? id + 1 : id, both ? id : null, move.to, move.toPool, 1))
  return rows
}

/** Where a variance goes: the side it leaves with the ledger's variance coordinates laid over. Errors: `costing-refused`. */
export function varianceCoordinates(ledger: LedgerShape, side: Coordinates): Coordinates {
  const variance = ledger.costing?.variance
  if (variance === undefined) {
    throw fail('costing-refused', {
      reason: { zh: `台账“${ledger.name}”没有定义差异的去处`, en: `the ledger "${ledger.name}" does not say where variances go` },
    })
  }
  return side.map((coordinate, index) => variance[index] ?? coordinate)
}

/** The variance of a movement as a move of value: from the side it came to, on to the variance. */
export function varianceMove(placed: PlacedMovement, outcome: CostOutcome, at: number): ValueMove | undefined {
  const { movement } = placed
  const { ledger } = movement.plan
  const turned = movement.basis === basis.counted && placed.difference! < 0
  const side = turned ? movement.from : movement.to
  const fromPool = turned ? placed.from : placed.to
  // Outside the pools a variance only says more precisely what a return was made of: a ledger may do without.
  if (outcome.variance === 0 || side === null || (fromPool === 0 && ledger.costing?.variance === undefined)) return undefined
  const to = varianceCoordinates(ledger, side)
  return {
    basis: basis.variance,
    source: outcome.event.id,
    name: movement.plan.name,
    line: movement.line?.id ?? null,
    at,
    from: side,
    to,
    fromPool,
    toPool: 0,
    value: outcome.variance,
  }
}

/** What a movement costs beyond its own time, when it was trued up within the same journal. */
export function trueUpMove(placed: PlacedMovement, outcome: CostOutcome, at: number): ValueMove | undefined {
  const { movement, from, to } = placed
  if (outcome.value === outcome.initial) return undefined
  const sign = movement.basis === basis.counted && placed.difference! < 0 ? -1 : 1
  const value = sign * (outcome.value - outcome.initial)
  return {
    basis: basis.adjusted,
    source: outcome.event.id,
    name: movement.plan.name,
    line: movement.line?.id ?? null,
    at,
    from: movement.from,
    to: movement.to,
    fromPool: from,
    toPool: to,
    value,
  }
}

export function sidesInside(movement: Movement): { from: boolean; to: boolean } {
  const { ledger } = movement.plan
  return { from: movement.from !== null && isInside(ledger, movement.from), to: movement.to !== null && isInside(ledger, movement.to) }
}

/** Adds rows to the rows of their ledger. */
export function collectRows(collected: LedgerRows[], ledger: LedgerShape, rows: readonly EntryRow[]): void {
  const own = collected.find((each) => each.ledger === ledger)
  if (own === undefined) collected.push({ ledger, rows: [...rows] })
  else own.rows.push(...rows)
}
