import type { ProcessState, SeatState, SubscriptionState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessEvent } from '../event.ts'

/**
 * What happened to one instance as an event of another one: seats are found by step and person, tokens and timers by their
 * elements. Undefined: it has no counterpart now.
 */
export function translateEvent(
  event: ProcessEvent,
  base: ProcessState,
  state: ProcessState,
  graph: ProcessGraph,
): ProcessEvent | undefined {
  switch (event.type) {
    case 'verb': {
      const seat = counterpart(base.seats[event.seat], state)
      return seat === undefined ? undefined : { ...event, seat: seat.key, input: { ...event.input, version: undefined } }
    }
    case 'due':
    case 'retry-timer':
    case 'message':
    case 'signal': {
      const found = sameSubscription(base.subscriptions[event.subscription], base, state)
      return found === undefined ? undefined : { ...event, subscription: found.key }
    }
    case 'done':
    case 'failed':
    case 'called-ended':
    case 'retry': {
      const token = sameToken(base.tokens[event.token], state)
      return token === undefined ? undefined : { ...event, token: token.key }
    }
    case 'job-failed': {
      const token = event.token === undefined ? undefined : sameToken(base.tokens[event.token], state)
      const timer = event.subscription === undefined ? undefined : sameSubscription(base.subscriptions[event.subscription], base, state)
      return token === undefined && timer === undefined ? undefined : { ...event, token: token?.key, subscription: timer?.key }
    }
    case 'move':
      return graph.nodes.has(event.to) && (event.from === null || graph.nodes.has(event.from)) ? event : undefined
    case 'activate':
    case 'remark':
      return graph.nodes.has(event.node) ? event : undefined
    case 'arm':
      return undefined
    default:
      return event
  }
}

/** The seat of the same person at the same step; else the one of whom he stood in for. */
export function counterpart(seat: SeatState | undefined, state: ProcessState): SeatState | undefined {
  if (seat === undefined) return undefined
  const open = Object.values(state.seats).filter((other) => other.node === seat.node && other.status === 'open')
  return open.find((other) => other.person === seat.person) ?? open.find((other) => other.person === seat.principal)
}

function sameSubscription(
  subscription: SubscriptionState | undefined,
  base: ProcessState,
  state: ProcessState,
): SubscriptionState | undefined {
  if (subscription === undefined) return undefined
  const { kind, node, definition } = subscription
  const host = base.tokens[subscription.token]?.node
  return Object.values(state.subscriptions).find(
    (other) => other.kind === kind && other.node === node && other.definition === definition && state.tokens[other.token]?.node === host,
  )
}

function sameToken(token: Token | undefined, state: ProcessState): Token | undefined {
  if (token === undefined) return undefined
  return Object.values(state.tokens).find(
    (other) => other.node === token.node && other.rest !== null && other.rest.kind === token.rest?.kind,
  )
}
