import { fail } from '@formwork/platform/error/index.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelToken } from '../cancel.ts'
import type { ProcessEvent } from '../event.ts'
import { spawn } from '../leave.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'

/** 跳转: an administrator moves the instance to another element, from one element or from everywhere in its scope. */
export function moveToken(run: Run, event: Extract<ProcessEvent, { type: 'move' }>): void {
  const target = run.graph.nodes.get(event.to)
  if (target === undefined) throw fail('process-unknown-element', { element: event.to })
  if (event.from !== null && !run.graph.nodes.has(event.from)) throw fail('process-unknown-element', { element: event.from })
  run.cause = { person: event.person, onBehalfOf: null }
  const reopening = run.state.status === 'ended'
  if (reopening) reopen(run)
  const scope = Object.values(run.state.scopes).find((candidate) => candidate.node === target.scope && candidate.kind !== 'pass')
  if (scope === undefined) throw fail('process-not-active', { element: nameOf(target) })
  const leaving = reopening ? [] : leavingTokens(run, scope.key, event.from)
  if (!reopening && leaving.length === 0) throw fail('process-not-active', { element: event.from ?? nameOf(target) })
  run.note({ action: reopening ? 'reopened' : 'moved', node: event.to, detail: { from: event.from, reason: event.reason } })
  run.state.decided = []
  const token = spawn(run, scope.key, target.id)
  for (const other of leaving) if (run.token(other.key) !== undefined && other.key !== token.key) cancelToken(run, other, 'cancelled')
  for (const other of leaving) run.agenda.push({ do: 'check', scope: other.scope })
}

/** From a named element: its tokens, wherever they are. Else all tokens of the target's scope. */
function leavingTokens(run: Run, scope: number, from: string | null): Token[] {
  if (from === null) return run.tokensIn(scope)
  return Object.values(run.state.tokens).filter((token) => token.node === from && !token.pass)
}

/** 激活: an ended instance runs again from a node. */
function reopen(run: Run): void {
  run.state.status = 'running'
  run.state.outcome = null
  run.state.error = null
}
