import type { GatewayElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { canStillArrive } from './can-still-arrive.ts'
import { firstPerFlow } from './parallel-gateway.ts'

/**
 * BPMN 13.4.3. Split: every flow whose condition is true takes a token, the default flow when none is. Join: fires
 * when at least one incoming flow has a token and no other token can still reach an empty incoming flow, unless that
 * token could as well reach one that has a token already.
 */
export const inclusiveGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:InclusiveGateway',
  label: { zh: '包容分支', en: 'Inclusive gateway' },
  check(node, graph) {
    const flows = node.outgoing.map((id) => graph.flows.get(id)!)
    const isOpenEnded = flows.length > 1 && node.default === null && flows.every((flow) => flow.condition !== null)
    return isOpenEnded ? [{ zh: '缺少默认分支', en: 'the default flow is missing' }] : []
  },
  enter(moves, token) {
    const node = moves.node(token.node)
    if (node.incoming.length > 1 && token.via !== null) moves.rest(token, { kind: 'join' })
    else split(moves, token, node)
  },
  settle(moves, node, scope) {
    const arrived = firstPerFlow(moves.resting(scope, node.id))
    const [token, ...others] = arrived.values()
    if (token === undefined || canStillArrive(moves, node, scope, new Set(arrived.keys()))) return false
    for (const other of others) moves.consume(other)
    split(moves, token, node)
    return true
  },
}

export function split(moves: Moves, token: Token, node: GraphNode, extra?: Record<string, unknown>): void {
  const flows = moves.flowsFrom(node)
  if (flows.length === 0) return moves.consume(token)
  const chosen = flows.filter((flow) => flow.id !== node.default && (flow.condition === null || moves.holds(token, flow.condition, extra)))
  const fallback = flows.find((flow) => flow.id === node.default)
  if (chosen.length === 0 && fallback !== undefined) chosen.push(fallback)
  if (chosen.length === 0) throw moves.noWayOut(token)
  moves.take(token, chosen)
}
