import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import { clearScope } from './cancel.ts'
import { complete } from './complete.ts'
import { endInstance } from './end-instance.ts'
import type { Run } from './run.ts'

/** Ends a scope when nothing moves or waits in it any more (implicit termination, BPMN 13.4.6). */
export function checkScope(run: Run, moves: Moves, key: number): void {
  const scope = run.state.scopes[key]
  if (scope === undefined || scope.kind === 'pass') return
  const isEmpty = run.population(key) === 0
  if (scope.owner === 0) {
    if (isEmpty && run.state.status === 'running') endInstance(run, run.state.outcome ?? 'completed')
    return
  }
  const owner = run.token(scope.owner)
  if (owner === undefined) return
  const inside = run.behaviours.activities.get(run.node(owner.node).type)?.inside
  if (inside === undefined ? !isEmpty : !inside(moves, owner, isEmpty)) return
  finishScope(run, key)
}

/** Ends a scope in the ordinary way, whatever still runs inside. */
export function finishScope(run: Run, key: number): void {
  const scope = run.scope(key)
  const owner = run.token(scope.owner)
  clearScope(run, key, 'not-needed')
  if (owner === undefined) return
  run.finishedScopes.set(owner.key, run.scope(key))
  run.dropScope(key)
  complete(run, owner)
}
