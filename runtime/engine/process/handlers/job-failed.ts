import type { ProcessEvent } from '../event.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'

/**
 * Work outside, or a timer, failed as often as it is tried: nothing is lost, the element stands still as an incident that
 * an administrator can try again. What moved on meanwhile has no incident.
 */
export function jobFailed(run: Run, event: Extract<ProcessEvent, { type: 'job-failed' }>): void {
  const { message } = event
  const token = event.token === undefined ? undefined : run.token(event.token)
  if (token?.rest?.kind === 'external') {
    const parameters = { node: nameOf(run.node(token.node)), reason: message }
    run.rest(token.key, { kind: 'incident', code: 'job-failed', parameters })
    run.note({ action: 'incident', node: token.node, person: null, detail: { code: 'job-failed', message } })
  }
  const subscription = event.subscription === undefined ? undefined : run.state.subscriptions[event.subscription]
  if (subscription === undefined) return
  run.state.failures = { ...run.state.failures, [subscription.key]: { subscription, message } }
  run.note({ action: 'incident', node: subscription.node, person: null, detail: { code: 'timer-failed', message } })
}
