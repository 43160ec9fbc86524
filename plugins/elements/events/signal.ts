import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: a signal is broadcast to everybody who listens to its name at that moment. */
export const signal: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:SignalEventDefinition',
  label: { zh: '信号', en: 'Signal' },
  catches: ['start', 'event-start', 'catch', 'boundary'],
  throws: ['throw', 'end'],
  plan: (moves, token, definition, node) => ({
    kind: 'signal',
    name: definition.name === null ? node.id : String(moves.resolve(token, definition.name)),
  }),
  throw(moves, token, definition, node) {
    moves.throwSignal(token, definition.name === null ? node.id : String(moves.resolve(token, definition.name)))
    return 'go'
  },
}
