import { basis } from '../basis.ts'
import { varianceCoordinates, type ValueMove } from '../book.ts'
import type { LedgerShape } from '../shape.ts'
import type { ReplayEvent } from './replay-event.ts'

/** What a movement costs now. */
export interface Truth {
  readonly value: number
  readonly variance: number
}

/**
 * The difference between what was booked for a movement and what it costs, as moves of value to append:
 * at the movement's own minute while that is open, else at the first open one. Nothing that was written changes.
 */
export function adjustmentsOf(ledger: LedgerShape, event: ReplayEvent, truth: Truth, closedTo: number): ValueMove[] {
  const { left, right, name, line } = event
  const at = event.at > closedTo ? event.at : closedTo + 1
  const moves: ValueMove[] = []
  const common = { source: event.id, name, line, at }
  const change = (event.isTurned ? -1 : 1) * (truth.value - event.booked) + 0
  if (change !== 0) {
    moves.push({
      ...common,
      basis: basis.adjusted,
      from: left?.coordinates ?? null,
      to: right?.coordinates ?? null,
      fromPool: left?.pool ?? 0,
      toPool: right?.pool ?? 0,
      value: change,
    })
  }
  const side = event.isTurned ? left : right
  const variance = truth.variance - event.bookedVariance
  if (variance !== 0 && side !== null && (side.pool !== 0 || ledger.costing?.variance !== undefined)) {
    moves.push({
      ...common,
      basis: basis.variance,
      from: side.coordinates,
      to: varianceCoordinates(ledger, side.coordinates),
      fromPool: side.pool,
      toPool: 0,
      value: variance,
    })
  }
  return moves
}
