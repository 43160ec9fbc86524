import { callEnded } from '../call.ts'
import type { ProcessEvent } from '../event.ts'
import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { throwError, throwEscalation } from '../throw.ts'

/** The called instance ended: its values come back, or its error goes up from the call activity. */
export function calledEnded(run: Run, moves: EngineMoves, event: Extract<ProcessEvent, { type: 'called-ended' }>): void {
  const token = run.token(event.token)
  if (token?.rest?.kind !== 'call') return
  run.note({ action: 'call-ended', node: token.node, detail: { outcome: event.outcome } })
  if (event.outcome === 'error') throwError(run, moves, token, event.error, '')
  else callEnded(run, token, event.variables)
}

/** The called instance escalated and nobody in it listened. */
export function calledEscalated(run: Run, moves: EngineMoves, event: Extract<ProcessEvent, { type: 'called-escalated' }>): void {
  const token = run.token(event.token)
  if (token?.rest?.kind === 'call') throwEscalation(run, moves, token, event.code)
}
