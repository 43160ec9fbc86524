import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.1: a start event begins its process or sub-process; the token leaves at once. */
export const start: EventPositionElement = {
  group: 'event-position',
  name: 'start',
  label: { zh: '开始事件', en: 'Start event' },
  types: ['bpmn:StartEvent'],
  enter: (moves, token) => moves.leave(token),
}
