import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.3.6: a call activity runs another process with data of its own and waits for its end. */
export const callActivity: ActivityElement = {
  group: 'activity',
  name: 'bpmn:CallActivity',
  label: { zh: '调用流程', en: 'Call activity' },
  check: (node) =>
    (node.settings.process ?? node.options.called) ? [] : [{ zh: '没有说明调用哪个流程', en: 'it does not say which process to call' }],
  enter: (moves, token) => moves.call(token),
}
