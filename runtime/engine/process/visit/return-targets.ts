import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState, ScopeState, SeatState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { downstreamOf } from './downstream.ts'
import { INITIATOR_NODE, settingsOf } from './node-settings.ts'

/** Steps that the holder of a seat may return to now, in the order of the diagram; the initiator's own is a verb of its own. */
export function returnTargets(graph: ProcessGraph, state: ProcessState, seat: SeatState): GraphNode[] {
  const token = state.tokens[seat.token]
  const from = graph.nodes.get(seat.node)
  if (token === undefined || from === undefined) return []
  const { returns } = settingsOf(from)
  return [...graph.nodes.values()].filter(
    (node) => node.id !== INITIATOR_NODE && (returns === null || returns.includes(node.id)) && mayReturn(graph, state, token, node),
  )
}

function mayReturn(graph: ProcessGraph, state: ProcessState, from: Token, target: GraphNode): boolean {
  if (target.type !== 'bpmn:UserTask' || target.id === from.node || state.rounds[target.id] === undefined) return false
  const place = placeIn(state, from, target.scope)
  if (place === undefined) return false
  const isRunning = Object.values(state.tokens).some((token) => token.scope === place.scope && token.node === target.id)
  return !isRunning && downstreamOf(graph, target).has(place.node)
}

/** The token itself, or the one of the sub-process around it that lies in this scope. */
function placeIn(state: ProcessState, from: Token, scopeNode: string): Token | undefined {
  for (let token: Token | undefined = from; token !== undefined;) {
    const scope: ScopeState | undefined = state.scopes[token.scope]
    if (scope === undefined) return undefined
    if (scope.node === scopeNode && scope.kind !== 'pass') return token
    token = scope.owner === 0 ? undefined : state.tokens[scope.owner]
  }
  return undefined
}
