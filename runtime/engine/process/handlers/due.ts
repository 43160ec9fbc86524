import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { trigger } from '../trigger.ts'
import { runDeadline } from '../visit/run-deadline.ts'

/** A timer is due. One that is gone meanwhile (its token moved on) does nothing. */
export function due(run: Run, moves: EngineMoves, key: number): void {
  const subscription = run.state.subscriptions[key]
  if (subscription === undefined) return
  if (subscription.kind === 'reminder') runDeadline(run, subscription)
  else trigger(run, moves, subscription, {})
}
