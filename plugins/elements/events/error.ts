import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: an error interrupts where it is caught, by its code, on the way up; uncaught it ends the instance. */
export const error: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:ErrorEventDefinition',
  label: { zh: '错误', en: 'Error' },
  catches: ['event-start', 'boundary'],
  throws: ['end'],
  throw(moves, token, definition) {
    moves.throwError(token, definition.name, '')
    return 'gone'
  },
}
