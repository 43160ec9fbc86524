import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import { evaluateCondition } from './evaluate.ts'
import type { Run } from './run.ts'
import { trigger } from './trigger.ts'

/** Conditional events happen when their condition becomes true. True when one happened. */
export function judgeConditions(run: Run, moves: Moves): boolean {
  for (const subscription of Object.values(run.state.subscriptions)) {
    if (subscription.kind !== 'condition' || subscription.condition === null) continue
    const isTrue = evaluateCondition(run, subscription.scope, subscription.condition, run.node(subscription.node))
    if (isTrue === subscription.wasTrue) continue
    const judged = { ...subscription, wasTrue: isTrue }
    run.putSubscription(judged)
    if (!isTrue) continue
    trigger(run, moves, judged, {})
    return true
  }
  return false
}
