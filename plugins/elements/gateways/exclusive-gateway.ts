import type { GatewayElement } from '@formwork/platform/plugin/contracts/element.ts'

/**
 * BPMN 13.4.2: each token that arrives leaves by exactly one flow. Conditions are judged in order and the first true
 * one is taken, else the default flow; a flow without a condition counts as the default where none is marked.
 */
export const exclusiveGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:ExclusiveGateway',
  label: { zh: '条件分支', en: 'Exclusive gateway' },
  check(node, graph) {
    const flows = node.outgoing.map((id) => graph.flows.get(id)!)
    const isOpenEnded = flows.length > 1 && node.default === null && flows.every((flow) => flow.condition !== null)
    return isOpenEnded ? [{ zh: '缺少默认分支', en: 'the default flow is missing' }] : []
  },
  enter(moves, token) {
    const node = moves.node(token.node)
    const flows = moves.flowsFrom(node)
    if (flows.length === 0) return moves.consume(token)
    const chosen =
      flows.length === 1 && flows[0]!.condition === null
        ? flows[0]
        : flows.find((flow) => flow.id !== node.default && flow.condition !== null && moves.holds(token, flow.condition))
    const fallback = flows.find((flow) => flow.id === node.default) ?? flows.find((flow) => flow.condition === null)
    const taken = chosen ?? fallback
    if (taken === undefined) throw moves.noWayOut(token)
    moves.take(token, [taken])
  },
}
