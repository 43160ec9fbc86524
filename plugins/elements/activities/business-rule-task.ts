import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'
import { performService } from './service-task.ts'

/** BPMN 13.3.3: a business rule task asks its rules and completes; rules are decision tables (DMN). */
export const businessRuleTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:BusinessRuleTask',
  label: { zh: '规则', en: 'Business rule task' },
  enter(moves, token) {
    const node = moves.node(token.node)
    const decision = node.settings.decision ?? node.options.decision
    if (typeof decision !== 'string') return performService(moves, token)
    moves.keepResult(token, moves.decide(token, decision))
    moves.complete(token)
  },
}
