import type { GatewayElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'

/**
 * BPMN 13.4.1: fires when there is at least one token on each incoming flow; takes one from each and puts one on every
 * outgoing flow. Surplus tokens stay for the next time.
 */
export const parallelGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:ParallelGateway',
  label: { zh: '并行分支', en: 'Parallel gateway' },
  enter(moves, token) {
    const node = moves.node(token.node)
    moves.rest(token, { kind: 'join' })
    const waiting = moves.resting(token.scope, node.id)
    const first = firstPerFlow(waiting)
    if (first.size < node.incoming.length && token.via !== null) return
    const consumed = token.via === null ? [token] : [...first.values()]
    for (const other of consumed) if (other.key !== token.key) moves.consume(other)
    leaveByAll(moves, token)
  },
}

function leaveByAll(moves: Moves, token: Token): void {
  moves.take(token, moves.flowsFrom(moves.node(token.node)))
}

/** The token that has waited longest on each incoming flow. */
export function firstPerFlow(tokens: readonly Token[]): Map<string, Token> {
  const first = new Map<string, Token>()
  for (const token of tokens) if (token.via !== null && !first.has(token.via)) first.set(token.via, token)
  return first
}
