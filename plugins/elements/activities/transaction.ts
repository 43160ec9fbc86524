import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/**
 * BPMN 13.3.4 and 10.7: a transaction ends well, by a hazard (error), or is cancelled; then what finished inside is
 * compensated in reverse order and it leaves by its cancel boundary event.
 */
export const transaction: ActivityElement = {
  group: 'activity',
  name: 'bpmn:Transaction',
  label: { zh: '事务', en: 'Transaction' },
  enter: (moves, token) => moves.openScope(token),
}
