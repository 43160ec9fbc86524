import { fail } from '@formwork/platform/error/index.ts'
import { isUndecided } from '../cancel.ts'
import { requireNewPerson, requireSinglePerson } from './people-checks.ts'
import { requireOpen, type Verb } from './guard.ts'

/** 转办: the seat moves for good; weight and place stay, the new person's verdict counts. */
export const transfer: Verb = (run, seat, call) => {
  // The system hands over planned and waiting seats too (离职交接).
  if (call.person !== null || !isUndecided(seat.status)) requireOpen(run, seat, call)
  const person = requireSinglePerson(run, call.people)
  if (person === seat.person) throw fail('process-person-refused', { person, reason: { zh: '不能转给自己', en: 'it is already yours' } })
  requireNewPerson(run, seat, person)
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  run.note({
    action: 'transferred',
    node: seat.node,
    seat: seat.key,
    round: seat.round,
    detail: { from: seat.person, to: person, opinion: call.opinion ?? null },
  })
  run.changeSeat(seat.key, {
    person,
    principal: null,
    reason: {
      source: person === seat.principal ? 'proxy-ended' : 'transfer',
      detail: run.facts.people.people.get(seat.person)?.name ?? '',
    },
    openedAt: run.facts.now,
  })
}
