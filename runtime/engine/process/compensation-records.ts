import type { Compensable, ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { hasCompensationStart } from './graph-questions.ts'
import type { Run } from './run.ts'

/** A finished activity with a handler, or a finished sub-process with such activities inside, can be compensated. */
export function rememberActivity(run: Run, token: Token): void {
  remember(run, token, token.scope, {})
}

/** Every finished pass of a multi-instance activity counts for itself, with its own variables. */
export function rememberPass(run: Run, inner: Token, pass: ScopeState): void {
  remember(run, inner, pass.parent, pass.variables)
}

function remember(run: Run, token: Token, holder: number, variables: Readonly<Record<string, unknown>>): void {
  const node = run.node(token.node)
  if (node.forCompensation || node.triggeredByEvent) return
  const record =
    node.compensatedBy === null ? insideOf(run, token) : { activity: node.id, handler: node.compensatedBy, variables, inside: [] }
  if (record === null) return
  run.changeScope(holder, { compensable: [...run.scope(holder).compensable, record] })
}

function insideOf(run: Run, token: Token): Compensable | null {
  const finished = run.finishedScopes.get(token.key)
  if (finished === undefined) return null
  const handler = run.graph.scopes.get(token.node)?.eventSubprocesses.find((id) => hasCompensationStart(run.graph, id))
  if (handler !== undefined) return { activity: token.node, handler, variables: finished.variables, inside: finished.compensable }
  if (finished.compensable.length === 0) return null
  return { activity: token.node, handler: '', variables: finished.variables, inside: finished.compensable }
}
