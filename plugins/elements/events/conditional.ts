import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: happens when its condition becomes true. */
export const conditional: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:ConditionalEventDefinition',
  label: { zh: '条件', en: 'Conditional' },
  catches: ['start', 'event-start', 'catch', 'boundary'],
  throws: [],
  plan: (_moves, _token, definition) => ({ kind: 'condition', condition: definition.condition ?? 'false' }),
}
