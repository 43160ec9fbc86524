import type { EventPositionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.5.3: a boundary event listens while its activity runs; interrupting, it ends the activity. */
export const boundary: EventPositionElement = {
  group: 'event-position',
  name: 'boundary',
  label: { zh: '边界事件', en: 'Boundary event' },
  types: ['bpmn:BoundaryEvent'],
  enter: (moves, token) => moves.leave(token),
}
