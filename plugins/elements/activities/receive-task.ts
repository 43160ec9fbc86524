import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'
import { correlationOf } from '../events/message.ts'

/** BPMN 13.3.3: a receive task waits until its message arrives, then it completes. */
export const receiveTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:ReceiveTask',
  label: { zh: '接收', en: 'Receive task' },
  enter(moves, token) {
    const node = moves.node(token.node)
    moves.rest(token, { kind: 'external', topic: null, job: null })
    if (typeof node.options.message !== 'string') return
    moves.subscribe(token, node, 0, { kind: 'message', name: String(moves.resolve(token, node.options.message)), correlation: correlationOf(moves, token, node) })
  },
}
