import { basis } from '../../engine/ledger/basis.ts'
import { collectRows, rowsOf, type PlacedMovement } from '../../engine/ledger/book.ts'
import type { CostEvent, CostOutcome } from '../../engine/ledger/costing/cost-event.ts'
import { currentValue } from '../../engine/ledger/costing/cost-fold.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import type { Movement, PostingContext } from '../../engine/ledger/posting.ts'
import { expandFollowers, withCost } from '../ledger/follow-costs.ts'
import { keysOf } from '../ledger/place-movements.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'

/** Ids of rows that are never written: after everything that is. */
const FIRST_FORECAST_ID = 2 ** 52

/**
 * Rows as a posting would write them, with what is moved at the rate that its pool has now: costs, and what follows from them
 * in other ledgers, are estimates until it is posted.
 */
export async function estimateRows(
  unit: Unit,
  { movements, context, at }: { movements: readonly Movement[]; context: PostingContext; at: number },
): Promise<LedgerRows[]> {
  const entries: LedgerRows[] = []
  const ids = new Map<PlacedMovement, number>()
  const outcomes = new Map<PlacedMovement, CostOutcome>()
  let id = FIRST_FORECAST_ID
  for (const placed of expandFollowers(movements.map((movement) => ({ movement, from: 0, to: 0, source: 0 })))) {
    const { follows } = placed
    const outcome = await estimateOf(unit, placed.movement, context)
    ids.set(placed, id)
    if (outcome !== undefined) outcomes.set(placed, outcome)
    const known = follows === undefined ? placed : withCost(placed, ids.get(follows) ?? 0, outcomes.get(follows))
    const rows = rowsOf(known, id, at, placed.movement.basis === basis.counted ? undefined : outcome)
    collectRows(entries, placed.movement.plan.ledger, rows)
    id += rows.length
  }
  return entries
}

/** What is taken or comes in without a value of its own; undefined where the posting gives one, or nothing is known. */
async function estimateOf(unit: Unit, movement: Movement, context: PostingContext): Promise<CostOutcome | undefined> {
  const { costing } = movement.plan.ledger
  const quantity = costing === undefined ? 0 : Math.abs(movement.amounts[costing.quantity]!)
  if (costing === undefined || quantity === 0 || movement.hasValue) return undefined
  const { from, to } = await withFacts(unit, () => keysOf(unit, movement, context, new Map()))
  const pool = from ?? to
  const known = pool === null ? undefined : await unit.store.ledgers.poolByKey(unit.transaction, pool)
  if (known === undefined) return undefined
  const value = currentValue(known.state, quantity)
  return { event: {} as CostEvent, value, initial: value, variance: 0 }
}
