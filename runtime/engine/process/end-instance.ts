import { CANCEL_REQUEST } from '@formwork/platform/definition/bpmn/cancel-request.ts'
import { cancelScope, clearScope } from './cancel.ts'
import type { Run } from './run.ts'

/** The whole instance ends: nothing of it waits any more. */
export function endInstance(run: Run, outcome: string, error: string | null = null): void {
  const root = Object.values(run.state.scopes).find((scope) => scope.kind === 'process')
  const variables = root?.variables ?? {}
  if (root !== undefined) clearScope(run, root.key, outcome === 'completed' ? 'not-needed' : outcome)
  for (const scope of Object.values(run.state.scopes)) {
    if (scope.node === CANCEL_REQUEST) cancelScope(run, scope.key, 'not-needed')
  }
  run.agenda.length = 0
  run.state.status = 'ended'
  run.state.outcome = outcome
  run.state.error = error
  run.note({ action: 'ended', detail: { outcome, ...(error === null ? {} : { error }) } })
  run.effects.push({ do: 'ended', outcome, error, variables })
}
