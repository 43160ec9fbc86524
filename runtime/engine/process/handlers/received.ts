import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { trigger } from '../trigger.ts'

/** A message or signal reached one subscription of this instance. */
export function received(
  run: Run,
  moves: EngineMoves,
  event: { readonly subscription: number; readonly variables: Readonly<Record<string, unknown>> },
): void {
  const subscription = run.state.subscriptions[event.subscription]
  if (subscription !== undefined) trigger(run, moves, subscription, event.variables)
}
