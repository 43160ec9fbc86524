import { assertNever } from '@formwork/platform/error/index.ts'
import type { ProcessEvent } from '../event.ts'
import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { takeBack } from '../undo.ts'
import { decide } from '../verbs/index.ts'
import { arm } from './arm.ts'
import { activate } from './activate.ts'
import { calledEnded, calledEscalated } from './called-ended.ts'
import { cancel, endByAdministrator, withdraw } from './cancel.ts'
import { due } from './due.ts'
import { failed, finished } from './finished.ts'
import { moveToken } from './move.ts'
import { resubmit } from './resubmit.ts'
import { remark } from './remark.ts'
import { jobFailed } from './job-failed.ts'
import { retry, retryTimer } from './retry.ts'
import { start } from './start.ts'
import { received } from './received.ts'
import { setAll } from './set-all.ts'

export type Handler = (run: Run, moves: EngineMoves) => void

/** One handler an event. Each checks, then acts on the draft; tokens move afterwards. */
export function handlerFor(event: ProcessEvent): Handler {
  switch (event.type) {
    case 'start':
      return (run, moves) => start(run, moves, event)
    case 'resubmit':
      return (run) => resubmit(run, event)
    case 'verb':
      return (run) => decide(run, event)
    case 'due':
      return (run, moves) => due(run, moves, event.subscription)
    case 'message':
    case 'signal':
      return (run, moves) => received(run, moves, event)
    case 'done':
      return (run) => finished(run, event)
    case 'failed':
      return (run, moves) => failed(run, moves, event)
    case 'called-ended':
      return (run, moves) => calledEnded(run, moves, event)
    case 'called-escalated':
      return (run, moves) => calledEscalated(run, moves, event)
    case 'activate':
      return (run) => activate(run, event)
    case 'changed':
      return () => undefined
    case 'cancel':
      return (run) => cancel(run, event)
    case 'end':
      return (run) => endByAdministrator(run, event)
    case 'move':
      return (run) => moveToken(run, event)
    case 'retry':
      return (run) => retry(run, event)
    case 'retry-timer':
      return (run) => retryTimer(run, event)
    case 'job-failed':
      return (run) => jobFailed(run, event)
    case 'withdrawn':
      return (run) => withdraw(run, event)
    case 'take-back':
      return (run) => takeBack(run, event)
    case 'remark':
      return (run) => remark(run, event)
    case 'arm':
      return (run, moves) => arm(run, moves, event.person)
    case 'set':
      return (run) => setAll(run, event.variables)
    default:
      return assertNever(event)
  }
}
