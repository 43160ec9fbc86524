import { fail } from '@formwork/platform/error/index.ts'
import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessEvent } from '../event.ts'
import type { Run } from '../run.ts'
import { abstain } from './abstain.ts'
import { addSign } from './add-sign.ts'
import { approve } from './approve.ts'
import { claim } from './claim.ts'
import { delegate } from './delegate.ts'
import { INITIATOR_NODE } from '../visit/node-settings.ts'
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
  const seat = findSeat(run, event.seat)
  if (event.person !== null) {
    if (event.verb !== 'urge') requireNotReturned(run, seat)
    requireAllowed(run, seat, event)
  }
  verb(run, seat, { ...event.input, person: event.person })
}

/** What the node's list of verbs (`verbs`) limits; deciding is always possible. */
const LIMITED = new Set(['abstain', 'return', 'transfer', 'delegate', 'add-sign', 'claim'])

/** A record that came back to its initiator goes on by being submitted again, never by a decision about it. Errors: `process-resubmit-instead`. */
function requireNotReturned(run: Run, seat: SeatState): void {
  const isReturned = run.state.status === 'returned' && seat.node === INITIATOR_NODE && run.facts.record !== undefined
  if (isReturned) throw fail('process-resubmit-instead')
}

/** A step that is handled (办理) is handed in, one that is decided is agreed to or rejected. Errors: `process-verb-off`. */
function requireAllowed(run: Run, seat: SeatState, { verb, input }: Extract<ProcessEvent, { type: 'verb' }>): void {
  const { handle, verbs: allowed } = run.node(seat.node).settings
  const isDeciding = verb === 'approve' || verb === 'reject'
  if (seat.origin !== 'helper' && ((handle === true && isDeciding) || (handle !== true && verb === 'hand-in'))) {
    throw fail('process-verb-off', { verb })
  }
  const name = verb === 'return' && input.to === undefined ? 'return-to-initiator' : verb
  if (LIMITED.has(verb) && allowed !== undefined && !allowed.includes(name)) throw fail('process-verb-off', { verb: name })
}
