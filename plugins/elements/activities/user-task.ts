import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.3.3: a user task is offered to its resources and completes when they are done with it. */
export const userTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:UserTask',
  label: { zh: '审批 / 办理', en: 'User task' },
  enter: (moves, token) => moves.openVisit(token),
}
