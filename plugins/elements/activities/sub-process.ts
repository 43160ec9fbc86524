import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.3.4: a sub-process instantiates its content and completes when no token is left inside. */
export const subProcess: ActivityElement = {
  group: 'activity',
  name: 'bpmn:SubProcess',
  label: { zh: '子流程', en: 'Sub-process' },
  enter: (moves, token) => moves.openScope(token),
}
