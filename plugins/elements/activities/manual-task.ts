import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.3.3: a manual task is performed without the aid of the engine, which passes it. */
export const manualTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:ManualTask',
  label: { zh: '手工任务', en: 'Manual task' },
  enter: (moves, token) => moves.complete(token),
}
