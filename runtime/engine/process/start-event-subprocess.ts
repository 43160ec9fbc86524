import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { clearScope } from './cancel.ts'
import { openTriggeredScope } from './open-scope.ts'
import type { Run } from './run.ts'

/** The trigger of an event sub-process happened: an interrupting one ends everything else in its scope first. */
export function startEventSubprocess(
  run: Run,
  moves: Moves,
  scope: number,
  start: GraphNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  run.note({ action: 'event-subprocess', node: start.scope })
  if (start.interrupting) clearScope(run, scope, 'cancelled')
  run.trace.push(start.scope)
  const token = run.addToken({ scope, node: start.scope, via: null, pass: false, rest: null })
  openTriggeredScope(run, moves, token, start.id, variables)
}
