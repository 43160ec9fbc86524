import { nextCycle } from '@formwork/platform/definition/bpmn/timer.ts'
import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { SubscriptionState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelToken, dropSubscriptions } from './cancel.ts'
import { complete } from './complete.ts'
import { fireBoundary } from './fire-boundary.ts'
import type { Run } from './run.ts'
import { startEventSubprocess } from './start-event-subprocess.ts'
import { setVariables } from './variables.ts'

/** What a subscription waited for has happened. */
export function trigger(run: Run, moves: Moves, subscription: SubscriptionState, variables: Readonly<Record<string, unknown>>): void {
  const node = run.node(subscription.node)
  run.note({ action: 'triggered', node: node.id, detail: { kind: subscription.kind } })
  spend(run, subscription)
  if (subscription.token === 0) return startEventSubprocess(run, moves, subscription.scope, node, variables)
  const token = run.token(subscription.token)
  if (token === undefined) return
  if (node.host !== null) return fireBoundary(run, token, node, variables)
  setVariables(run, token.scope, variables)
  if (token.node === node.id) return happenInPlace(run, token, node, subscription)
  happenAfterGateway(run, token, node)
}

/** A timer happens once, or as often as its cycle says; others keep listening until they are taken away. */
function spend(run: Run, subscription: SubscriptionState): void {
  if (subscription.kind !== 'timer') return
  const next =
    subscription.cycle === null ? null : nextCycle(subscription.cycle, subscription.due ?? run.facts.now, run.facts.now, run.facts.timeZone)
  run.dropSubscription(subscription.key)
  if (next !== null) run.putSubscription({ ...subscription, key: run.newKey(), due: next.due, cycle: next.cycle })
}

function happenInPlace(run: Run, token: Token, node: GraphNode, subscription: SubscriptionState): void {
  if (node.parallelMultiple && token.rest?.kind === 'event') {
    const got = [...new Set([...(token.rest.got ?? []), String(subscription.definition)])]
    run.dropSubscription(subscription.key)
    if (got.length < node.events.length) {
      run.rest(token.key, { kind: 'event', got })
      return
    }
  }
  dropSubscriptions(run, token.key)
  if (run.behaviours.activities.has(node.type)) return complete(run, token)
  run.agenda.push({ do: 'leave', token: token.key })
}

/** Event-based gateway: the first event wins, the others are taken away (BPMN 10.6.6). */
function happenAfterGateway(run: Run, gateway: Token, node: GraphNode): void {
  const flow = run.node(gateway.node).outgoing.find((id) => run.graph.flows.get(id)?.to === node.id) ?? null
  if (flow !== null) run.trace.push(flow)
  run.trace.push(node.id)
  const token = run.addToken({ scope: gateway.scope, node: node.id, via: flow, pass: false, rest: null })
  cancelToken(run, gateway, 'cancelled')
  if (run.behaviours.activities.has(node.type)) complete(run, token)
  else run.agenda.push({ do: 'leave', token: token.key })
}
