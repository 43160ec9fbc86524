import { fail } from '@formwork/platform/error/index.ts'
import type { Verb } from './guard.ts'

/** Between two urges of one seat. */
const COOL_DOWN = 10 * 60 * 1000

/** 催办: a message to an open seat; the token does not move and the seat's version stays. */
export const urge: Verb = (run, seat, call) => {
  if (seat.status !== 'open') throw fail('process-nothing-open')
  if (seat.urgedAt !== null && run.facts.now - seat.urgedAt < COOL_DOWN) {
    throw fail('process-urged-recently', { minutes: Math.ceil((COOL_DOWN - (run.facts.now - seat.urgedAt)) / 60_000) })
  }
  run.cause = { person: call.person, onBehalfOf: null }
  run.putSeat({ ...seat, urged: seat.urged + 1, urgedAt: run.facts.now })
  run.note({ action: 'urged', node: seat.node, seat: seat.key, round: seat.round, detail: { to: seat.person } })
  run.effects.push({ do: 'notify', kind: 'urged', seats: [seat.key], text: call.opinion ?? null })
}
