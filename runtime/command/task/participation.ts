import { fail } from '@formwork/platform/error/index.ts'
import { seatsOfInstance } from '../../store/process/seats.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import { administratorsOf } from '../../query/process-facts.ts'
import type { Unit } from '../unit.ts'

/** Errors: `not-found` for whoever neither started the instance nor ever sat in it: to him it does not exist. */
export async function requireParticipant(unit: Unit, row: InstanceRow): Promise<void> {
  const { person } = unit.actor
  if (person === null || row.initiator === person || isProcessAdministrator(unit)) return
  const seats = await seatsOfInstance(unit.transaction, row.id)
  if (!seats.some((seat) => seat.person === person)) throw fail('not-found')
}

export function isProcessAdministrator(unit: Unit): boolean {
  const { person } = unit.actor
  return person === null || administratorsOf(unit.model, unit.organisation).includes(person)
}

/** Errors: `not-permitted`. */
export function requireProcessAdministrator(unit: Unit): void {
  if (!isProcessAdministrator(unit)) throw fail('not-permitted', { action: { zh: '管理流程', en: 'administrate processes' } })
}
