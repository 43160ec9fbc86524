import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: cancels the transaction it stands in; caught at the transaction's boundary. */
export const cancel: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:CancelEventDefinition',
  label: { zh: '取消', en: 'Cancel' },
  catches: ['boundary'],
  throws: ['end'],
  throw(moves, token) {
    moves.cancelTransaction(token)
    return 'gone'
  },
}
