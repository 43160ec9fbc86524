import { fail } from '@formwork/platform/error/index.ts'
import { pauseClock } from '../visit/deadlines.ts'
import { judgeVisit } from '../visit/judge-visit.ts'
import { closeByHand, requireOpen, requireOpinion, type Verb } from './guard.ts'
import { addSeat } from './add-seat.ts'
import { hasUndecidedChildren, requireNewPerson, requirePeople } from './people-checks.ts'

/**
 * 加签. before: own seat waits until the added people are done, then opens again. after: own approval is recorded, the
 * node goes on only with theirs. beside: they vote like everybody else. Nested and mixed additions are refused.
 */
export const addSign: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  const where = call.where ?? 'before'
  const people = requirePeople(run, call.people)
  if (where !== 'beside' && (seat.parent !== null || hasUndecidedChildren(run, seat))) throw fail('process-nested-sign')
  for (const person of people) requireNewPerson(run, seat, person)
  const inner = call.decide ?? 'all'
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  run.note({
    action: 'sign-added',
    node: seat.node,
    seat: seat.key,
    round: seat.round,
    detail: { where, people, decide: inner, opinion: call.opinion ?? null },
  })
  people.forEach((person, index) =>
    addSeat(run, seat, person, { origin: where, inner, status: statusOf(where, inner, settings.decide, index), source: 'added' }),
  )
  if (where === 'before') {
    run.changeSeat(seat.key, { status: 'waiting' })
    pauseClock(run, seat.key)
  }
  if (where === 'after') {
    requireOpinion(settings, call, false)
    closeByHand(run, run.state.seats[seat.key]!, call, 'approved')
  }
  judgeVisit(run, seat.token, null)
}

function statusOf(where: string, inner: string, decide: string, index: number): 'open' | 'planned' {
  if (where === 'beside') return decide === 'sequence' ? 'planned' : 'open'
  return inner === 'sequence' && index > 0 ? 'planned' : 'open'
}
