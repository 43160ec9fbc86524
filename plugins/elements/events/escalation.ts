import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: an escalation is not critical: the thrower goes on unless an interrupting event caught it. */
export const escalation: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:EscalationEventDefinition',
  label: { zh: '升级', en: 'Escalation' },
  catches: ['event-start', 'boundary'],
  throws: ['throw', 'end'],
  throw: (moves, token, definition) => (moves.throwEscalation(token, definition.name) ? 'go' : 'gone'),
}
