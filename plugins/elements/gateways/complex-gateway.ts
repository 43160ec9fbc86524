import type { GatewayElement, Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { canStillArrive } from './can-still-arrive.ts'
import { split } from './inclusive-gateway.ts'
import { firstPerFlow } from './parallel-gateway.ts'

/**
 * BPMN 13.4.5: fires as soon as its activation condition holds (`activationCount` = incoming flows with a token; in
 * process.json `count` = N). Then it waits for the flows not yet used, as an inclusive join would, swallows their
 * tokens and starts anew.
 */
export const complexGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:ComplexGateway',
  label: { zh: '汇聚 N of M', en: 'Complex gateway' },
  enter(moves, token) {
    const node = moves.node(token.node)
    if (node.incoming.length <= 1 || token.via === null) return split(moves, token, node, facts(1, true))
    moves.rest(token, { kind: 'join' })
    if (moves.scopeOf(token).resets[node.id] !== undefined) return
    fireWhenReady(moves, token, node)
  },
  settle(moves, node, scope) {
    const tokens = moves.resting(scope, node.id)
    const used = tokens[0] === undefined ? undefined : moves.scopeOf(tokens[0]).resets[node.id]
    if (used === undefined) return false
    const late = firstPerFlow(tokens.filter((token) => token.via !== null && !used.includes(token.via)))
    const full = new Set([...used, ...late.keys()])
    if (canStillArrive(moves, node, scope, full)) return false
    moves.setReset(scope, node.id, null)
    const swallowed = [...late.values()]
    const next = tokens.find((token) => !swallowed.includes(token))
    for (const token of swallowed) moves.consume(token)
    if (next !== undefined) fireWhenReady(moves, next, node)
    return swallowed.length > 0 || next !== undefined
  },
}

function fireWhenReady(moves: Moves, token: Token, node: GraphNode): void {
  const arrived = firstPerFlow(moves.resting(token.scope, node.id))
  if (!isActivated(moves, token, node, arrived.size)) return
  const own = arrived.get(token.via!) ?? token
  for (const other of arrived.values()) if (other.key !== own.key) moves.consume(other)
  if (arrived.size < node.incoming.length) moves.setReset(token.scope, node.id, [...arrived.keys()])
  split(moves, own, node, facts(arrived.size, true))
}

function isActivated(moves: Moves, token: Token, node: GraphNode, count: number): boolean {
  const { activation } = node.options
  if (typeof node.settings.count === 'number') return count >= node.settings.count
  if (typeof activation === 'string') return moves.holds(token, activation, facts(count, true))
  return count >= node.incoming.length
}

function facts(count: number, waitingForStart: boolean): Record<string, unknown> {
  return { activationCount: Decimal.of(count), waitingForStart }
}
