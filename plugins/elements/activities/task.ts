import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.3.3: an abstract task has no type of work; nothing is waited for. */
export const task: ActivityElement = {
  group: 'activity',
  name: 'bpmn:Task',
  label: { zh: '任务', en: 'Task' },
  enter: (moves, token) => moves.complete(token),
}
