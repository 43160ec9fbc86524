import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.6: an end event throws its results and consumes the token. `outcome` of process.json names how it ended. */
export const end: EventPositionElement = {
  group: 'event-position',
  name: 'end',
  label: { zh: '结束事件', en: 'End event' },
  types: ['bpmn:EndEvent'],
  enter(moves, token, definitions) {
    const node = moves.node(token.node)
    if (typeof node.settings.outcome === 'string') moves.setOutcome(node.settings.outcome)
    for (const definition of node.events) {
      const thrown = definitions.get(definition.type)?.throw?.(moves, token, definition, node) ?? 'go'
      if (thrown !== 'go') return
    }
    moves.consume(token)
  },
}
