import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4 and 13.5.5: starts the compensation handlers of what finished, latest first. */
export const compensation: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:CompensateEventDefinition',
  label: { zh: '补偿', en: 'Compensation' },
  catches: ['event-start', 'boundary'],
  throws: ['throw', 'end'],
  throw: (moves, token, definition) =>
    moves.compensate(token, definition.activity ?? null, definition.waitForCompletion !== false) ? 'wait' : 'go',
}
