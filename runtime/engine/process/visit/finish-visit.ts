import { CANCEL_REQUEST } from '@formwork/platform/definition/bpmn/cancel-request.ts'
import type { SeatState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { endCancelRequest } from '../cancel-request.ts'
import { complete } from '../complete.ts'
import { copyTo } from '../copy-to.ts'
import { resolveText } from '../evaluate.ts'
import { endInstance } from '../end-instance.ts'
import type { Run } from '../run.ts'
import { INITIATOR_NODE, settingsOf } from './node-settings.ts'
import { returnToInitiator, returnToNode } from './return-to.ts'
import type { Verdict } from './verdict.ts'

/** The node is decided: others are no longer needed, and the token goes on as the verdict says. */
export function finishVisit(run: Run, key: number, verdict: Verdict): void {
  const token = run.token(key)!
  const node = run.node(token.node)
  const settings = settingsOf(node)
  if (node.id !== CANCEL_REQUEST) rememberDeciders(run, token)
  run.state.verdicts[node.id] = verdict
  run.note({
    action: verdict === 'approve' ? 'node-approved' : 'node-rejected',
    node: node.id,
    person: null,
    round: run.state.rounds[node.id] ?? null,
  })
  if (node.id === CANCEL_REQUEST) return endCancelRequest(run, key, verdict === 'approve')
  if (node.settings.cc !== undefined && verdict === 'approve') copyTo(run, token, resolveText(run, token.scope, node.settings.cc, node))
  if (verdict === 'approve' || settings.reject === 'continue') return complete(run, token)
  if (settings.reject === 'initiator' || settings.reject === INITIATOR_NODE) {
    return returnToInitiator(run, token, settings.resubmit ?? 'again')
  }
  if (settings.reject === 'end' || settings.reject === 'vote') return endInstance(run, 'rejected')
  returnToNode(run, token, settings.reject, settings.resubmit ?? 'again')
}

function rememberDeciders(run: Run, token: Token): void {
  const decided = Object.values(run.state.seats).filter((seat) => seat.token === token.key && verdictOfSeat(seat) !== null)
  run.state.decided = [
    ...run.state.decided,
    ...decided.map((seat) => ({ node: seat.node, person: seat.person, verdict: verdictOfSeat(seat)! })),
  ]
}

function verdictOfSeat(seat: SeatState): string | null {
  if (seat.status === 'approved' || seat.status === 'submitted') return 'approve'
  return seat.status === 'rejected' ? 'reject' : null
}
