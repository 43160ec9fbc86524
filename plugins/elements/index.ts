import type { ElementBehaviour } from '@formwork/platform/plugin/contracts/element.ts'
import { adHocSubProcess } from './activities/ad-hoc-sub-process.ts'
import { businessRuleTask } from './activities/business-rule-task.ts'
import { callActivity } from './activities/call-activity.ts'
import { manualTask } from './activities/manual-task.ts'
import { receiveTask } from './activities/receive-task.ts'
import { scriptTask } from './activities/script-task.ts'
import { sendTask } from './activities/send-task.ts'
import { serviceTask } from './activities/service-task.ts'
import { subProcess } from './activities/sub-process.ts'
import { task } from './activities/task.ts'
import { transaction } from './activities/transaction.ts'
import { userTask } from './activities/user-task.ts'
import { cancel } from './events/cancel.ts'
import { compensation } from './events/compensation.ts'
import { conditional } from './events/conditional.ts'
import { error } from './events/error.ts'
import { escalation } from './events/escalation.ts'
import { link } from './events/link.ts'
import { message } from './events/message.ts'
import { none } from './events/none.ts'
import { signal } from './events/signal.ts'
import { terminate } from './events/terminate.ts'
import { timer } from './events/timer.ts'
import { complexGateway } from './gateways/complex-gateway.ts'
import { eventBasedGateway } from './gateways/event-based-gateway.ts'
import { exclusiveGateway } from './gateways/exclusive-gateway.ts'
import { inclusiveGateway } from './gateways/inclusive-gateway.ts'
import { parallelGateway } from './gateways/parallel-gateway.ts'
import { boundary } from './positions/boundary.ts'
import { catchPosition } from './positions/catch.ts'
import { end } from './positions/end.ts'
import { eventStart } from './positions/event-start.ts'
import { start } from './positions/start.ts'
import { throwPosition } from './positions/throw.ts'

/** Everything of BPMN that runs. An event is a position with definitions; what is not listed is refused at publish. */
export const elements: readonly ElementBehaviour[] = [
  ...[userTask, serviceTask, scriptTask, sendTask, receiveTask, businessRuleTask, manualTask, task],
  ...[callActivity, subProcess, transaction, adHocSubProcess],
  ...[exclusiveGateway, parallelGateway, inclusiveGateway, eventBasedGateway, complexGateway],
  ...[none, timer, message, signal, conditional, error, escalation, compensation, cancel, terminate, link],
  ...[start, eventStart, catchPosition, boundary, throwPosition, end],
]
