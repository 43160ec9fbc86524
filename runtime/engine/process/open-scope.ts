import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import type { ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { COMPENSATION, triggeredStart } from './graph-questions.ts'
import { spawn } from './leave.ts'
import type { Run } from './run.ts'
import { armScope } from './subscribe.ts'

/** Opens the scope of a sub-process for its token; what starts without a trigger starts. */
export function openScope(run: Run, moves: Moves, token: Token): ScopeState {
  const compensation = run.node(token.node).triggeredByEvent ? triggeredStart(run.graph, token.node, COMPENSATION) : undefined
  if (compensation !== undefined) {
    const opened = openTriggeredScope(run, moves, token, compensation.node.id, {})
    run.changeScope(opened.key, { compensable: [...(token.compensable ?? [])] })
    return opened
  }
  const scope = putScope(run, token)
  const starts = run.graph.scopes.get(token.node)?.starts ?? []
  const waits = run.behaviours.activities.get(run.node(token.node).type)?.inside !== undefined
  for (const start of waits ? [] : starts) spawn(run, scope.key, start)
  armScope(run, moves, scope.key)
  if (starts.length === 0 && !waits) run.agenda.push({ do: 'check', scope: scope.key })
  return scope
}

/** Opens the scope of an event sub-process at the start event that was triggered. */
export function openTriggeredScope(
  run: Run,
  moves: Moves,
  token: Token,
  start: string,
  variables: Readonly<Record<string, unknown>>,
): ScopeState {
  const scope = putScope(run, token)
  run.changeScope(scope.key, { variables })
  run.trace.push(start)
  const first = run.addToken({ scope: scope.key, node: start, via: null, pass: false, rest: null })
  run.agenda.push({ do: 'leave', token: first.key })
  armScope(run, moves, scope.key)
  return scope
}

function putScope(run: Run, token: Token): ScopeState {
  const scope: ScopeState = {
    key: run.newKey(),
    node: token.node,
    parent: token.scope,
    owner: token.key,
    kind: 'subprocess',
    variables: {},
    compensable: [],
    resets: {},
  }
  run.putScope(scope)
  run.rest(token.key, { kind: 'scope', scope: scope.key })
  return scope
}
