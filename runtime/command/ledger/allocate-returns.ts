import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { allocateInOrder } from '../../engine/ledger/allocate.ts'
import { movementOf } from '../../engine/ledger/entry.ts'
import type { Movement } from '../../engine/ledger/posting.ts'
import type { Coordinates } from '../../engine/ledger/shape.ts'
import { listLineRows } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import { pathOf } from './name-row.ts'
import { findMovement, sourceFact } from './replay-facts.ts'

const none: ReadonlySet<number> = new Set()

/**
 * A return that allocates brings back what its row moved, the first part first: each of the coordinate it was given of (the lot),
 * less what came back before. `taken`: by movement, what earlier returns of the same journal bring back. Errors: `over-allocated`.
 */
export async function allocateReturn(unit: Unit, movement: Movement, over: number, taken: Map<number, number>): Promise<Movement[]> {
  const { ledger } = movement.plan
  const measure = movement.amounts.findIndex((amount) => amount !== 0)
  const wanted = movement.amounts[measure]!
  const given = await givenParts(unit, movement, over)
  const open = given.map((part) => ({ from: part, open: part.left - (taken.get(part.id) ?? 0) }))
  const { parts, rest } = allocateInOrder(wanted, open)
  if (rest > 0) {
    const shown = (units: number): string => Decimal.fromUnits(units, ledger.measures[measure]!.scale).toString()
    throw fail('over-allocated', { amount: shown(wanted), open: shown(wanted - rest) }, pathOf(movement.line))
  }
  return parts.map(({ from: { id, coordinates }, amount }) => {
    taken.set(id, (taken.get(id) ?? 0) + amount)
    const amounts = movement.amounts.map((_, index) => (index === measure ? amount : 0))
    const to = movement.to!.map((coordinate, index) => (index === over ? coordinates[index]! : coordinate))
    return { ...movement, amounts, from: coordinates, to }
  })
}

interface GivenPart {
  /** The movement. */
  readonly id: number
  readonly coordinates: Coordinates
  /** What did not come back yet, in units. */
  readonly left: number
}

/** What the row moved to where the return comes from, whatever the coordinate that is allocated over. */
async function givenParts(unit: Unit, { plan, of, from }: Movement, over: number): Promise<GivenPart[]> {
  if (of === null) return []
  const rows = await listLineRows(unit.store.ledgers, unit.transaction, plan.ledger.name, of)
  const parts: GivenPart[] = []
  for (const id of [...new Set(rows.map(movementOf))].sort((left, right) => left - right)) {
    const right = (await findMovement(unit, plan.ledger, id, none))?.event.right?.coordinates
    if (right === undefined || from === null) continue
    if (!right.every((coordinate, index) => index === over || coordinate === from[index])) continue
    const fact = await sourceFact(unit, plan.ledger, id, none, none)
    if (fact !== undefined) parts.push({ id, coordinates: right, left: fact.quantity - fact.returnedQuantity })
  }
  return parts
}
