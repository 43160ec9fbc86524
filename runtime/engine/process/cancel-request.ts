import { CANCEL_INVOLVED, CANCEL_REQUEST } from '@formwork/platform/definition/bpmn/cancel-request.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { cancelScope, isUndecided } from './cancel.ts'
import { endInstance } from './end-instance.ts'
import type { Run } from './run.ts'

/**
 * 撤销 with approval (approvals, 1.2): a task beside the flow, in a scope of its own, so that nothing of the process waits
 * for it. False when nobody has to agree: nobody decided yet and nobody is asked. Errors: `process-cancel-asked`.
 */
export function askToCancel(run: Run, reason: string | null): boolean {
  if (pendingScopes(run).length > 0) throw fail('process-cancel-asked')
  const node = run.node(CANCEL_REQUEST)
  if (node.settings.assign === `=${CANCEL_INVOLVED}` && involved(run).length === 0) return false
  const root = Object.values(run.state.scopes).find((scope) => scope.kind === 'process')!
  const scope = run.newKey()
  const variables = { cancelReason: reason, [CANCEL_INVOLVED]: involved(run) }
  run.putScope({ key: scope, node: node.id, parent: root.key, owner: 0, kind: 'pass', variables, compensable: [], resets: {} })
  const token = run.addToken({ scope, node: node.id, via: null, pass: false, rest: null })
  run.note({ action: 'cancel-asked', node: node.id, detail: { opinion: reason } })
  run.agenda.push({ do: 'enter', token: token.key })
  return true
}

/** The people who decide about the request agreed, or did not: then the process goes on as if nobody had asked. */
export function endCancelRequest(run: Run, token: number, isAgreed: boolean): void {
  const { scope } = run.token(token)!
  run.note({ action: isAgreed ? 'cancelled' : 'cancel-refused', node: CANCEL_REQUEST, person: isAgreed ? run.state.initiator : null })
  cancelScope(run, scope, 'not-needed')
  if (isAgreed) endInstance(run, 'cancelled')
}

function pendingScopes(run: Run): readonly { readonly key: number }[] {
  return Object.values(run.state.scopes).filter((scope) => scope.node === CANCEL_REQUEST)
}

/** Who decided so far, else who is asked now. */
function involved(run: Run): number[] {
  const { initiator } = run.state
  const decided = (run.state.acted ?? []).map((deed) => deed.person)
  const asked = Object.values(run.state.seats)
    .filter((seat) => isUndecided(seat.status))
    .map((seat) => seat.person)
  const people = decided.length > 0 ? decided : asked
  return [...new Set(people)].filter((person) => person !== initiator)
}
