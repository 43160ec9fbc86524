import { Decimal } from '@formwork/platform/value/index.ts'
import type { AssertionScope, AssertionShape, MeasureShape } from './shape.ts'

/** A change of the amounts that an assertion is judged over. */
export interface TimelinePoint {
  readonly at: number
  readonly seq: number
  readonly amounts: readonly number[]
  /** Row of the record's lines that makes it; null for what is there already. */
  readonly line: number | null
  /** Name of the entry that makes it. */
  readonly name?: string
}

/** Where an assertion would not hold, and how large the breach is. */
export interface Breach {
  readonly at: number
  readonly line: number | null
  readonly name: string | undefined
  /** Balance at that point, by measure. */
  readonly amounts: readonly number[]
  /** How far below the floor, as its size says, else 1. */
  readonly size: Decimal
}

/**
 * Judges an assertion at every point from the first change on, in the order (at, seq): what is added, and what follows later.
 * `now` are the balances before the change, later points included. What was broken before may rise, but not fall further.
 */
export function judgeTimeline(
  assertion: AssertionShape,
  now: readonly number[],
  added: readonly TimelinePoint[],
  later: readonly TimelinePoint[],
  judge: Judge,
): Breach | undefined {
  const amounts = [...now]
  for (const point of later) for (let index = 0; index < amounts.length; index++) amounts[index]! -= point.amounts[index]!
  const before = [...amounts]
  let line: number | null = null
  let name: string | undefined
  let worst: Breach | undefined
  for (const point of mergePoints(added, later)) {
    for (let index = 0; index < amounts.length; index++) {
      amounts[index]! += point.amounts[index]!
      before[index]! += point.known[index]!
    }
    line = point.line ?? line
    name = point.name ?? name
    if (!isBroken(assertion, amounts, before, judge.coordinates)) continue
    const size = sizeOf(assertion, amounts, judge)
    if (worst === undefined || size.compare(worst.size) > 0) worst = { at: point.at, line, name, amounts: [...amounts], size }
  }
  return worst
}

/** What an assertion is judged with besides amounts. */
export interface Judge {
  readonly coordinates: AssertionScope
  /** Scales of the measures. */
  readonly measures: readonly MeasureShape[]
}

/** Whether it does not hold here, and did not fail as badly without the change. */
function isBroken(assertion: AssertionShape, amounts: readonly number[], before: readonly number[], coordinates: AssertionScope): boolean {
  const { floor, holds } = assertion
  if (floor !== undefined) {
    const value = amounts[floor.measure]!
    return value < floor.bound && value < before[floor.measure]!
  }
  if (holds === undefined || holds(amounts, coordinates)) return false
  return holds(before, coordinates) || amounts.some((amount, index) => amount !== before[index])
}

function sizeOf({ floor, size }: AssertionShape, amounts: readonly number[], { coordinates, measures }: Judge): Decimal {
  const given = size?.(amounts, coordinates)
  if (given instanceof Decimal) return given
  return floor === undefined ? Decimal.of(1) : Decimal.fromUnits(floor.bound - amounts[floor.measure]!, measures[floor.measure]!.scale)
}

interface MergedPoint {
  readonly at: number
  readonly seq: number
  readonly line: number | null
  readonly name: string | undefined
  /** What happens at this position with the change, and what happened without it. */
  readonly amounts: number[]
  readonly known: number[]
}

/** One point a position: the two sides of a move, or an entry and its mirror, happen at once. */
function mergePoints(added: readonly TimelinePoint[], later: readonly TimelinePoint[]): MergedPoint[] {
  const merged = new Map<string, MergedPoint>()
  const add = (point: TimelinePoint, isAdded: boolean): void => {
    const key = `${point.at}/${point.seq}`
    let found = merged.get(key)
    if (found === undefined) {
      merged.set(
        key,
        (found = {
          at: point.at,
          seq: point.seq,
          line: point.line,
          name: point.name,
          amounts: point.amounts.map(() => 0),
          known: point.amounts.map(() => 0),
        }),
      )
    }
    for (let index = 0; index < point.amounts.length; index++) {
      found.amounts[index]! += point.amounts[index]!
      if (!isAdded) found.known[index]! += point.amounts[index]!
    }
  }
  for (const point of later) add(point, false)
  for (const point of added) add(point, true)
  const points = [...merged.values()]
  return later.length === 0 ? points : points.sort((left, right) => left.at - right.at || left.seq - right.seq)
}
