import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import { closeByHand, requireOpen, type Verb, type VerbCall } from './guard.ts'
import { addSeat } from './add-seat.ts'
import { refused, requireNewPerson, requireSinglePerson } from './people-checks.ts'

/** 委派: a helper gives an opinion. The owner keeps his seat: deciding himself meanwhile cancels the helper's. */
export const delegate: Verb = (run, seat, call) => {
  requireOpen(run, seat, call)
  const person = requireSinglePerson(run, call.people)
  if (person === seat.person) throw refused(run, person, '不能委派给自己', 'cannot help himself')
  requireNewPerson(run, seat, person)
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  addSeat(run, seat, person, { origin: 'helper', inner: 'all', status: 'open', source: 'delegate' })
  run.note({
    action: 'delegated',
    node: seat.node,
    seat: seat.key,
    round: seat.round,
    detail: { to: person, opinion: call.opinion ?? null },
  })
}

/** The helper's word goes to the owner's history; it decides nothing. */
export function returnOpinion(run: Run, seat: SeatState, call: VerbCall): void {
  closeByHand(run, seat, call, 'submitted')
  if (seat.parent !== null && run.state.seats[seat.parent]?.status === 'open') {
    run.effects.push({ do: 'notify', kind: 'helped', seats: [seat.parent], text: call.opinion ?? null })
  }
}
