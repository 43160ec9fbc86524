import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.3.3: a receive task waits until its message arrives, then it completes. */
export const receiveTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:ReceiveTask',
  label: { zh: '接收', en: 'Receive task' },
  enter(moves, token) {
    moves.rest(token, { kind: 'external', topic: null, job: null })
    moves.subscribeEvent(token, moves.node(token.node))
  },
}
