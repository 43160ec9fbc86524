import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { GatewayElement } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphFlow } from '@formwork/platform/plugin/contracts/process-graph.ts'

/** It runs (see below), but nobody said which way it goes: a publish asks for a condition or the mark. */
function describeOpen({ id, name }: GraphFlow): LocalizedText {
  const shown = name === null || name === '' ? id : `${id} ${name}`
  return { zh: `分支“${shown}”没有条件，也不是默认分支`, en: `the flow "${shown}" has no condition and is not the default` }
}

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
    if (flows.length < 2) return []
    if (node.default === null && flows.every((flow) => flow.condition !== null)) {
      return [{ zh: '缺少默认分支', en: 'the default flow is missing' }]
    }
    return flows.filter((flow) => flow.condition === null && flow.id !== node.default).map(describeOpen)
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
