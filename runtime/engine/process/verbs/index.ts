import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessEvent } from '../event.ts'
import type { Run } from '../run.ts'
import { abstain } from './abstain.ts'
import { addSign } from './add-sign.ts'
import { approve } from './approve.ts'
import { claim } from './claim.ts'
import { delegate } from './delegate.ts'
import { findSeat, type Verb } from './guard.ts'
import { reject } from './reject.ts'
import { removeSign } from './remove-sign.ts'
import { returnSeat } from './return.ts'
import { submit } from './submit.ts'
import { transfer } from './transfer.ts'
import { urge } from './urge.ts'

/** What somebody with a task can do (approvals, 1.2). Taking back and cancelling act on the instance. */
const verbs: Readonly<Record<string, Verb>> = {
  approve,
  'hand-in': submit,
  reject,
  abstain,
  return: returnSeat,
  transfer,
  delegate,
  'add-sign': addSign,
  'remove-sign': removeSign,
  claim,
  urge,
}

export function decide(run: Run, event: Extract<ProcessEvent, { type: 'verb' }>): void {
  const verb = verbs[event.verb]
  if (verb === undefined) throw fail('process-unknown-verb', { verb: event.verb })
  verb(run, findSeat(run, event.seat), { ...event.input, person: event.person })
}
