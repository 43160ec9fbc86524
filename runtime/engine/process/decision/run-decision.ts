import { fail } from '@formwork/platform/error/index.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'

/** Runs a decision table of the model over the variables seen from the token. */
export function runDecision(run: Run, _token: Token, decision: string): unknown {
  const table = run.facts.decisions.get(decision)
  if (table === undefined) throw fail('definition-not-found', { kind: 'decision', name: decision })
  return null
}
