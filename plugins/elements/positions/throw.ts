import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.2: the event is thrown when the token arrives, then the token leaves. `cc` of process.json tells people. */
export const throwPosition: EventPositionElement = {
  group: 'event-position',
  name: 'throw',
  label: { zh: '中间抛出事件', en: 'Intermediate throw event' },
  types: ['bpmn:IntermediateThrowEvent'],
  enter(moves, token, definitions) {
    const node = moves.node(token.node)
    if (node.settings.cc !== undefined) moves.copyTo(token, moves.resolve(token, node.settings.cc))
    for (const definition of node.events) {
      const thrown = definitions.get(definition.type)?.throw?.(moves, token, definition, node) ?? 'go'
      if (thrown !== 'go') return
    }
    moves.leave(token)
  },
}
