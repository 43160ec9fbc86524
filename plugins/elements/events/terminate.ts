import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.3: ends every token of the process or sub-process it stands in. */
export const terminate: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:TerminateEventDefinition',
  label: { zh: '终止', en: 'Terminate' },
  catches: [],
  throws: ['end'],
  throw(moves, token) {
    moves.terminate(token)
    return 'gone'
  },
}
