import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'
import { correlationOf } from '../events/message.ts'
import { performService } from './service-task.ts'

/** BPMN 13.3.3: a send task sends its message and completes. Without a message it is done like a service task. */
export const sendTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:SendTask',
  label: { zh: '发送', en: 'Send task' },
  enter(moves, token) {
    const node = moves.node(token.node)
    if (typeof node.options.message !== 'string' || node.options.outside === true) return performService(moves, token)
    moves.throwMessage(token, String(moves.resolve(token, node.options.message)), correlationOf(moves, token, node))
    moves.complete(token)
  },
}
