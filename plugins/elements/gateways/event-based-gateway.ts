import type { GatewayElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.4.4: waits for the events behind it; the first that happens takes the token, the others are dropped. */
export const eventBasedGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:EventBasedGateway',
  label: { zh: '事件网关', en: 'Event-based gateway' },
  check(node, graph) {
    const targets = node.outgoing.map((id) => graph.nodes.get(graph.flows.get(id)!.to)!)
    const isWrong =
      targets.length === 0 || targets.some((target) => target.type !== 'bpmn:IntermediateCatchEvent' && target.type !== 'bpmn:ReceiveTask')
    return isWrong ? [{ zh: '后面只能是捕获事件或接收任务', en: 'only catching events and receive tasks may follow' }] : []
  },
  enter(moves, token) {
    moves.rest(token, { kind: 'event' })
    for (const flow of moves.flowsFrom(moves.node(token.node))) moves.subscribeEvent(token, moves.node(flow.to))
  },
}
