import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.1: an event without definition does not wait and throws nothing. */
export const none: EventDefinitionElement = {
  group: 'event-definition',
  name: 'none',
  label: { zh: '空事件', en: 'None' },
  catches: ['start'],
  throws: ['throw', 'end'],
  throw: () => 'go',
}
