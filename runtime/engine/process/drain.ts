import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import { checkScope } from './check-scope.ts'
import { enter, MoveCounter } from './enter.ts'
import { judgeConditions } from './judge-conditions.ts'
import { leave } from './leave.ts'
import type { Run } from './run.ts'

/** Moves every token until all stand still; joins that look at the whole scope are asked when nothing else moves. */
export function drain(run: Run, moves: Moves): void {
  const counter = new MoveCounter()
  do {
    for (let task = run.agenda.shift(); task !== undefined; task = run.agenda.shift()) {
      if (task.do === 'check') {
        checkScope(run, moves, task.scope)
        continue
      }
      const token = run.token(task.token)
      if (token === undefined) continue
      if (task.do === 'leave') leave(run, token)
      else {
        counter.count(run, token)
        enter(run, moves, token)
      }
    }
  } while (run.state.status === 'running' && (settleGateways(run, moves) || judgeConditions(run, moves)))
}

/** True when a gateway let something through. */
function settleGateways(run: Run, moves: Moves): boolean {
  const asked = new Set<string>()
  for (const token of Object.values(run.state.tokens)) {
    if (token.rest?.kind !== 'join') continue
    const place = `${token.scope} ${token.node}`
    if (asked.has(place)) continue
    asked.add(place)
    const node = run.node(token.node)
    if (run.behaviours.gateways.get(node.type)?.settle?.(moves, node, token.scope) === true) return true
  }
  return false
}
