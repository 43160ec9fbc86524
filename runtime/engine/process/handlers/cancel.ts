import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { isUndecided } from '../cancel.ts'
import { askToCancel } from '../cancel-request.ts'
import { endInstance } from '../end-instance.ts'
import type { ProcessEvent } from '../event.ts'
import type { Run } from '../run.ts'

/** Somebody has decided since the beginning or the last return, be it one of several at a step. */
export function isDecided(state: ProcessState): boolean {
  return state.decided.length > 0 || Object.values(state.seats).some((seat) => !isUndecided(seat.status) && seat.status !== 'removed')
}

/** 撤销: the initiator takes his request back, as far as the process allows it (`cancel`: before-decision, any, never). */
export function cancel(run: Run, event: Extract<ProcessEvent, { type: 'cancel' }>): void {
  requireRunning(run)
  const policy = run.graph.cancel
  if (event.person !== run.state.initiator) throw fail('process-not-yours')
  if (policy === 'never') throw fail('process-cancel-off')
  if (policy === 'before-decision' && isDecided(run.state)) throw fail('process-already-decided')
  run.cause = { person: event.person, onBehalfOf: null }
  if (policy === 'approval' && askToCancel(run, event.reason)) return
  run.note({ action: 'cancelled', detail: { reason: event.reason } })
  endInstance(run, 'cancelled')
}

/** 作废 / 终止: an administrator ends the instance with a reason. */
export function endByAdministrator(run: Run, event: Extract<ProcessEvent, { type: 'end' }>): void {
  requireRunning(run)
  if (event.reason === null || event.reason.trim() === '') throw fail('opinion-required')
  run.cause = { person: event.person, onBehalfOf: null }
  run.note({ action: 'ended-by-administrator', detail: { reason: event.reason } })
  endInstance(run, 'terminated')
}

/** What it is about is gone: it ends by itself, and says why. */
export function withdraw(run: Run, event: Extract<ProcessEvent, { type: 'withdrawn' }>): void {
  requireRunning(run)
  run.cause = { person: event.person, onBehalfOf: null }
  run.note({ action: 'withdrawn', detail: { reason: event.why } })
  endInstance(run, 'cancelled')
}

export function requireRunning(run: Run): void {
  if (run.state.status === 'ended') throw fail('process-ended')
}
