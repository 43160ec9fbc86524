import { basis } from '../../engine/ledger/basis.ts'
import type { PlacedMovement, ValueMove } from '../../engine/ledger/book.ts'
import type { EntryRow } from '../../engine/ledger/entry.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { MaybePromise } from '../../store/database.ts'
import { findNextCount } from '../../store/ledger/counts.ts'
import { listLaterAmounts } from '../../store/ledger/timeline.ts'
import type { Unit } from '../unit.ts'
import type { Placement } from './place-movements.ts'
import { findMovement } from './replay-facts.ts'

/** Finds how far counts differ from what was there at their minute. */
export function findDifferences(unit: Unit, placement: Placement, at: number): MaybePromise<Placement> {
  return placement.placed.some(({ movement }) => movement.basis === basis.counted) ? withDifferences(unit, placement, at) : placement
}

async function withDifferences(unit: Unit, placement: Placement, at: number): Promise<Placement> {
  const placed: PlacedMovement[] = []
  for (const each of placement.placed) {
    placed.push(
      each.movement.basis === basis.counted ? { ...each, difference: each.movement.factor - (await quantityAt(unit, each, at)) } : each,
    )
  }
  return { ...placement, placed }
}

async function quantityAt(unit: Unit, { movement }: PlacedMovement, at: number): Promise<number> {
  const { ledger } = movement.plan
  const { ledgers } = unit.store
  const over = ledger.dimensions.map((_, index) => index)
  const { quantity } = ledger.costing!
  const balance = await ledgers.sumBalances(unit.transaction, ledger, over, movement.to!)
  const later =
    balance.lastAt > at
      ? await listLaterAmounts(ledgers, unit.transaction, ledger, over, movement.to!, { at, seq: Number.MAX_SAFE_INTEGER })
      : []
  return later.reduce((sum, point) => sum - point.amounts[quantity]!, balance.amounts[quantity]!)
}

export interface CountChanges {
  /** Change of the difference of each count, by movement. */
  readonly changes: Map<number, number>
  readonly moves: ValueMove[]
}

/**
 * A count says what was there at its minute: what is entered (or mirrored) before it changes its difference, not what follows.
 * Only entries that lie before the latest movement of their balance need to look.
 */
export async function findCountChanges(
  unit: Unit,
  ledger: LedgerShape,
  rows: readonly EntryRow[],
  dead: ReadonlySet<number>,
): Promise<CountChanges> {
  const found: CountChanges = { changes: new Map(), moves: [] }
  const costing = ledger.costing
  if (costing === undefined) return found
  const { ledgers } = unit.store
  const over = ledger.dimensions.map((_, index) => index)
  for (const row of rows) {
    const quantity = row.amounts[costing.quantity]!
    if (quantity === 0 || row.pool === null) continue
    const balance = await ledgers.sumBalances(unit.transaction, ledger, over, row.coordinates)
    if (balance.lastAt < row.at) continue
    const count = await findNextCount(ledgers, unit.transaction, ledger, row.coordinates, row, dead)
    if (count !== undefined) found.changes.set(count.id, (found.changes.get(count.id) ?? 0) - quantity)
  }
  for (const [id, change] of found.changes) {
    const known = change === 0 ? undefined : await findMovement(unit, ledger, id, dead)
    if (known === undefined) continue
    const { at, seq, name, line, left, right } = known.event
    found.moves.push({
      basis: basis.adjusted,
      source: id,
      name,
      line,
      at,
      seq,
      from: left?.coordinates ?? null,
      to: right?.coordinates ?? null,
      fromPool: left?.pool ?? 0,
      toPool: right?.pool ?? 0,
      value: 0,
      quantity: change,
    })
  }
  return found
}
