import { basis } from '../basis.ts'
import { movementOf, type EntryRow } from '../entry.ts'
import { compareCoordinates } from '../entry.ts'
import type { Coordinates, CostingShape } from '../shape.ts'
import type { CostEvent, TransformationFact } from './cost-event.ts'

/** One side of a movement. */
export interface Side {
  readonly coordinates: Coordinates
  readonly pool: number
}

/** A movement that was booked before, as a replay sees it. */
export interface ReplayEvent extends CostEvent {
  readonly booked: number
  readonly bookedVariance: number
  readonly name: string
  readonly line: number | null
  /** Sides as they were written; a count that turned moves the other way. */
  readonly left: Side | null
  readonly right: Side | null
  readonly isTurned: boolean
  /** Something was appended to it: its cost has changed at some time after its own. */
  readonly isAdjusted: boolean
}

/** A row with the other side of its movement and its journal. */
export interface ReplayRow extends EntryRow {
  readonly journal: number
  readonly other: { readonly coordinates: Coordinates; readonly pool: number | null } | null
}

interface Builder {
  readonly row: ReplayRow
  readonly left: Side | null
  readonly right: Side | null
  quantity: number
  value: number
  partnerValue: number
  revision: number
  booked: number
  bookedVariance: number
  isAdjusted: boolean
}

const corrections: ReadonlySet<number> = new Set([basis.adjusted, basis.variance, basis.mirrored, basis.revised])

/** The side that a row stands on: the first row of a pair is what leaves. */
export function isLeaving(row: Pick<EntryRow, 'id' | 'counter' | 'amounts'>, costing: Pick<CostingShape, 'quantity'>): boolean {
  return row.counter === null ? row.amounts[costing.quantity]! < 0 : row.id < row.counter
}

/** Movements that were mirrored: they never happened. `rows` may name a movement from both sides. */
export function mirroredMovements(rows: Iterable<ReplayRow>): Set<number> {
  const dead = new Set<number>()
  for (const row of rows) if (row.basis === basis.mirrored && row.source !== null) dead.add(row.source)
  return dead
}

/**
 * Movements out of rows: corrections are added to what they correct, mirrored movements are left out.
 * `countChanges` are changes of counts' differences that are about to be written. Rows of one movement may come twice.
 */
export function assembleEvents(
  rows: readonly ReplayRow[],
  costing: CostingShape,
  dead: ReadonlySet<number>,
  countChanges: ReadonlyMap<number, number>,
): ReplayEvent[] {
  const builders = new Map<number, Builder>()
  const seen = new Set<number>()
  for (const row of rows.toSorted((left, right) => left.id - right.id)) {
    const movement = movementOf(row)
    if (seen.has(movement)) continue
    seen.add(movement)
    if (dead.has(movement)) continue
    if (!corrections.has(row.basis)) builders.set(movement, build(row, costing))
    else if (row.basis !== basis.mirrored && row.source !== null) correct(builders.get(row.source), row, costing)
  }
  return [...builders].map(([id, builder]) => eventOf(id, builder, costing, countChanges.get(id) ?? 0))
}

function build(row: ReplayRow, costing: CostingShape): Builder {
  const own: Side = { coordinates: row.coordinates, pool: row.pool ?? 0 }
  const other: Side | null = row.other === null ? null : { coordinates: row.other.coordinates, pool: row.other.pool ?? 0 }
  const leaves = isLeaving(row, costing)
  const sign = leaves ? -1 : 1
  const value = sign * row.amounts[costing.value]! + 0
  return {
    row,
    left: leaves ? own : other,
    right: leaves ? other : own,
    quantity: sign * row.amounts[costing.quantity]! + 0,
    value,
    partnerValue: value,
    revision: 0,
    booked: value,
    bookedVariance: 0,
    isAdjusted: false,
  }
}

function correct(builder: Builder | undefined, row: ReplayRow, costing: CostingShape): void {
  if (builder === undefined) return
  const sign = isLeaving(row, costing) ? -1 : 1
  const value = sign * row.amounts[costing.value]!
  if (row.basis === basis.variance) {
    builder.bookedVariance += value
    return
  }
  builder.booked += value
  builder.isAdjusted ||= row.basis === basis.adjusted
  if (row.basis === basis.adjusted) builder.quantity += sign * row.amounts[costing.quantity]!
  else revise(builder, row, costing, value)
}

/** A revision is part of what came in; only what the same counterpart gave is owed by it. */
function revise(builder: Builder, row: ReplayRow, costing: CostingShape, value: number): void {
  builder.value += value
  builder.revision += value
  const from = isLeaving(row, costing) ? row.coordinates : row.other?.coordinates
  if (from !== undefined && builder.left !== null && compareCoordinates(from, builder.left.coordinates) === 0) builder.partnerValue += value
}

function eventOf(id: number, builder: Builder, costing: CostingShape, change: number): ReplayEvent {
  const { row, left, right } = builder
  const quantity = builder.quantity + change
  const isTurned = row.basis === basis.counted && quantity < 0
  const sign = isTurned ? -1 : 1
  return {
    id,
    at: row.at,
    seq: row.seq,
    basis: row.basis,
    from: (isTurned ? right : left)?.pool ?? 0,
    to: (isTurned ? left : right)?.pool ?? 0,
    quantity: Math.abs(quantity),
    value: builder.value,
    partnerValue: builder.partnerValue,
    revision: builder.revision,
    source: row.source ?? 0,
    factor: row.factor,
    journal: row.journal,
    booked: sign * builder.booked + 0,
    bookedVariance: builder.bookedVariance,
    name: row.name,
    line: row.line,
    left,
    right,
    isTurned,
    isAdjusted: builder.isAdjusted,
  }
}

/** Inputs and outputs that stand in one journal. */
export function transformationsOf(events: readonly ReplayEvent[]): Map<number, TransformationFact> {
  const facts = new Map<number, { journal: number; inputs: { id: number; value: number }[]; outputs: { id: number; factor: number }[] }>()
  for (const { id, journal, basis: kind, booked, factor } of events) {
    if (kind !== basis.consumed && kind !== basis.assembled) continue
    const fact = facts.get(journal) ?? { journal, inputs: [], outputs: [] }
    facts.set(journal, fact)
    if (kind === basis.consumed) fact.inputs.push({ id, value: booked })
    else fact.outputs.push({ id, factor })
  }
  return facts
}
