import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/**
 * BPMN 13.3.5: activities inside an ad-hoc sub-process start when somebody chooses them, in any order and number,
 * one at a time when sequential, until the completion condition holds. Without one: until nothing runs any more.
 */
export const adHocSubProcess: ActivityElement = {
  group: 'activity',
  name: 'bpmn:AdHocSubProcess',
  label: { zh: '自由流', en: 'Ad-hoc sub-process' },
  enter: (moves, token) => moves.openScope(token),
  inside(moves, token, isEmpty) {
    const { completion, cancelRemaining } = moves.node(token.node).options
    if (typeof completion !== 'string') return isEmpty
    const scope = token.rest?.kind === 'scope' ? token.rest.scope : token.scope
    const isDone = moves.holds({ ...token, scope }, completion)
    return isDone && (cancelRemaining === true || isEmpty)
  },
}
