import { fail } from '@formwork/platform/error/index.ts'
import { isUndecided } from '../cancel.ts'
import { judgeVisit, seatsOf } from '../visit/judge-visit.ts'
import type { Verb } from './guard.ts'

/** 减签: an undecided seat goes. Absent it lowers the denominator; `asDone` leaves it counted without a vote. */
export const removeSign: Verb = (run, seat, call) => {
  if (!isUndecided(seat.status)) throw fail('process-seat-decided')
  const asker = call.person
  const isAdder = seat.parent !== null && run.state.seats[seat.parent]?.person === asker
  const isAdministrator = asker === null || run.facts.administrators.includes(asker)
  if (!isAdder && !isAdministrator) throw fail('not-your-seat')
  const visit = run.token(seat.token)?.rest
  const others =
    visit?.kind === 'visit'
      ? seatsOf(run, visit).filter((other) => other.key !== seat.key && other.status !== 'removed' && other.origin !== 'helper')
      : []
  if (others.length === 0) throw fail('process-last-seat')
  run.cause = { person: asker, onBehalfOf: null }
  run.note({
    action: 'sign-removed',
    node: seat.node,
    seat: seat.key,
    round: seat.round,
    detail: { person: seat.person, asDone: call.asDone === true },
  })
  run.changeSeat(seat.key, { status: call.asDone === true ? 'abstained' : 'removed' })
  run.closeSeat(seat.key, { status: 'removed', by: asker, opinion: call.opinion ?? null })
  judgeVisit(run, seat.token, null)
}
