import { fail } from '@formwork/platform/error/index.ts'
import { nameOf } from '../passes.ts'
import { INITIATOR_NODE } from '../visit/node-settings.ts'
import { returnToInitiator, returnToNode } from '../visit/return-to.ts'
import { requireOpen, requireOpinion, type Verb } from './guard.ts'

/** 退回: to a step that was passed, or to the initiator (`to` absent). */
export const returnSeat: Verb = (run, seat, call) => {
  const settings = requireOpen(run, seat, call)
  requireOpinion(settings, call, true)
  const to = call.to ?? INITIATOR_NODE
  if (settings.returns !== null && !settings.returns.includes(to)) {
    throw fail('process-verb-off', { verb: { zh: `退回到 ${to}`, en: `return to ${to}` } })
  }
  const token = run.token(seat.token)!
  run.cause = { person: call.person ?? seat.person, onBehalfOf: seat.principal }
  run.closeSeat(seat.key, { status: 'returned-by', by: call.person ?? seat.person, opinion: call.opinion ?? null })
  run.note({ action: 'return', node: seat.node, seat: seat.key, round: seat.round, detail: { to, opinion: call.opinion ?? null } })
  const resubmit = settings.resubmit ?? call.resubmit ?? 'again'
  if (to === INITIATOR_NODE) {
    if (run.state.initiator === null) {
      throw fail('process-return-refused', {
        element: nameOf(run.node(seat.node)),
        reason: { zh: '没有发起人', en: 'there is no initiator' },
      })
    }
    return returnToInitiator(run, token, resubmit)
  }
  returnToNode(run, token, to, resubmit)
}
