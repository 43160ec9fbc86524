import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.4: the start event of an event sub-process listens while the surrounding scope is alive. */
export const eventStart: EventPositionElement = {
  group: 'event-position',
  name: 'event-start',
  label: { zh: '事件子流程的开始', en: 'Start of an event sub-process' },
  types: ['bpmn:StartEvent'],
  enter: (moves, token) => moves.leave(token),
}
