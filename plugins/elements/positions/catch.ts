import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.2: the token waits until the event happens (until all of them do, when they are parallel multiple). */
export const catchPosition: EventPositionElement = {
  group: 'event-position',
  name: 'catch',
  label: { zh: '中间捕获事件', en: 'Intermediate catch event' },
  types: ['bpmn:IntermediateCatchEvent'],
  enter(moves, token) {
    const node = moves.node(token.node)
    if (node.events.every((event) => event.type === 'bpmn:LinkEventDefinition')) return moves.leave(token)
    moves.rest(token, { kind: 'event' })
    moves.subscribeEvent(token, node)
  },
}
