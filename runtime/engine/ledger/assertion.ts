import type { AssertionShape } from './shape.ts'

/** A change of the amounts that an assertion is judged over. */
export interface TimelinePoint {
  readonly at: number
  readonly seq: number
  readonly amounts: readonly number[]
  /** Row of the record's lines that makes it; null for what is there already. */
  readonly line: number | null
}

/** Where an assertion would not hold, and how large the breach is. */
export interface Breach {
  readonly at: number
  readonly line: number | null
  /** Balance at that point, by measure. */
  readonly amounts: readonly number[]
  /** How far below the floor, in smallest units; 0 for assertions without a floor. */
  readonly size: number
}

/**
 * Judges an assertion at every point from the first change on, in the order (at, seq): what is added, and what follows later.
 * `now` are the balances before the change, later points included. What was broken before may rise, but not fall further.
 */
export function judgeTimeline(assertion: AssertionShape, now: readonly number[], added: readonly TimelinePoint[], later: readonly TimelinePoint[]): Breach | undefined {
  const amounts = [...now]
  for (const point of later) for (let index = 0; index < amounts.length; index++) amounts[index]! -= point.amounts[index]!
  const before = [...amounts]
  let line: number | null = null
  let worst: Breach | undefined
  for (const point of mergePoints(added, later)) {
    const isAdded = point.isAdded
    for (let index = 0; index < amounts.length; index++) {
      amounts[index]! += point.amounts[index]!
      if (!isAdded) before[index]! += point.amounts[index]!
    }
    if (isAdded) line = point.line ?? line
    const size = breachOf(assertion, amounts, before)
    if (size !== undefined && (worst === undefined || size > worst.size)) worst = { at: point.at, line, amounts: [...amounts], size }
  }
  return worst
}

/** How far it is broken here; undefined where it holds or is no worse than without the change. */
function breachOf(assertion: AssertionShape, amounts: readonly number[], before: readonly number[]): number | undefined {
  const { floor, holds } = assertion
  if (floor !== undefined) {
    const value = amounts[floor.measure]!
    return value >= floor.bound || value >= before[floor.measure]! ? undefined : floor.bound - value
  }
  if (holds === undefined || holds(amounts)) return undefined
  return holds(before) ? 0 : amounts.some((amount, index) => amount !== before[index]) ? 0 : undefined
}

function mergePoints(added: readonly TimelinePoint[], later: readonly TimelinePoint[]): (TimelinePoint & { isAdded: boolean })[] {
  const all = [...added.map((point) => ({ ...point, isAdded: true })), ...later.map((point) => ({ ...point, isAdded: false }))]
  return later.length === 0 ? all : all.sort((left, right) => left.at - right.at || left.seq - right.seq)
}
