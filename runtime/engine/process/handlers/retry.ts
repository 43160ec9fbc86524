import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessEvent } from '../event.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'

/** An administrator removed the cause of an incident: the element is entered again. */
export function retry(run: Run, event: Extract<ProcessEvent, { type: 'retry' }>): void {
  const token = run.token(event.token)
  if (token?.rest?.kind !== 'incident') {
    throw fail('process-not-active', { element: token === undefined ? String(event.token) : nameOf(run.node(token.node)) })
  }
  run.cause = { person: event.person, onBehalfOf: null }
  run.note({ action: 'retried', node: token.node })
  run.changeToken(token.key, { rest: null })
  run.agenda.push({ do: 'enter', token: token.key })
}

/** A timer that failed is due again, now. */
export function retryTimer(run: Run, event: Extract<ProcessEvent, { type: 'retry-timer' }>): void {
  const subscription = run.state.subscriptions[event.subscription]
  const { [event.subscription]: failure, ...others } = run.state.failures ?? {}
  if (subscription === undefined || failure === undefined) throw fail('process-not-active', { element: String(event.subscription) })
  run.cause = { person: event.person, onBehalfOf: null }
  run.state.failures = others
  run.note({ action: 'retried', node: subscription.node })
  run.dropSubscription(subscription.key)
  run.putSubscription({ ...subscription, key: run.newKey(), due: run.facts.now })
}
