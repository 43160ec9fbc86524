import type { GatewayElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.4.4: waits for the events behind it; the first that happens takes the token, the others are dropped. */
export const eventBasedGateway: GatewayElement = {
  group: 'gateway',
  name: 'bpmn:EventBasedGateway',
  label: { zh: '事件网关', en: 'Event-based gateway' },
  enter(moves, token) {
    moves.rest(token, { kind: 'event' })
    for (const flow of moves.flowsFrom(moves.node(token.node))) moves.subscribeEvent(token, moves.node(flow.to))
  },
}
