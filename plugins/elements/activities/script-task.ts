import type { ActivityElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 13.3.3: a script task runs its script and completes. Scripts are FEEL: they compute, they cannot act. */
export const scriptTask: ActivityElement = {
  group: 'activity',
  name: 'bpmn:ScriptTask',
  label: { zh: '脚本', en: 'Script task' },
  enter(moves, token) {
    const script = moves.node(token.node).options.script
    if (typeof script === 'string') moves.keepResult(token, moves.evaluate(token, script))
    moves.complete(token)
  },
}
