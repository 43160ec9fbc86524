import type { PlacedMovement } from '../../engine/ledger/book.ts'
import { insertPendingParts, insertPendings } from '../../store/ledger/pendings.ts'
import type { Unit } from '../unit.ts'
import { businessDayEnd } from './posting-clock.ts'

/** Remembers what movements hold pending and what they fulfil of others; what expires gets a job for the day after. */
export function keepPendings(unit: Unit, record: number, numbered: readonly NumberedMovement[]): Promise<void> | undefined {
  const isConcerned = numbered.some(
    ({ placed: { movement } }) => movement.plan.definition.pending !== undefined || movement.part !== undefined,
  )
  return isConcerned ? keepAll(unit, record, numbered) : undefined
}

interface NumberedMovement {
  readonly placed: PlacedMovement
  readonly id: number
}

async function keepAll(unit: Unit, record: number, numbered: readonly NumberedMovement[]): Promise<void> {
  const pended = numbered.filter(({ placed }) => placed.movement.plan.definition.pending !== undefined)
  await insertPendings(
    unit.transaction,
    pended.map(({ placed: { movement }, id }) => ({
      movement: id,
      ledger: movement.plan.ledger.name,
      record,
      line: movement.heldFor ?? movement.line?.id ?? 0,
      name: movement.plan.name,
      amount: movement.amounts.find((amount) => amount !== 0)!,
    })),
  )
  await insertPendingParts(
    unit.transaction,
    numbered.flatMap(({ placed: { movement }, id }) =>
      movement.part === undefined ? [] : [{ pending: movement.part.of, movement: id, amount: movement.part.amount }],
    ),
  )
  for (const { placed, id } of pended) {
    const { expires } = placed.movement
    if (expires !== undefined) {
      unit.enqueue({
        kind: 'expire-pending',
        key: `expire-pending/${id}`,
        due: businessDayEnd(unit, expires),
        payload: { movement: String(id) },
      })
    }
  }
}
