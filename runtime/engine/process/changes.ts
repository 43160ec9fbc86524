import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { isUndecided } from './cancel.ts'
import type { SeatChange, SubscriptionChange } from './effect.ts'
import type { Run } from './run.ts'

/** Rows of seats that follow from a step: found by comparing the state before and after, so that none is forgotten. */
export function seatChanges(before: ProcessState, run: Run): SeatChange[] {
  const changes: SeatChange[] = []
  for (const seat of Object.values(run.state.seats)) {
    const known = before.seats[seat.key]
    const closing = run.closings.get(seat.key)
    if (closing !== undefined) changes.push({ change: 'closed', seat, closing })
    else if (known === undefined && seat.version > 1) changes.push({ change: 'reopened', seat })
    else if (known === undefined) changes.push({ change: 'opened', seat })
    else if (known !== seat && isDecided(known.status) && !isDecided(seat.status)) changes.push({ change: 'reopened', seat })
    else if (known !== seat) {
      changes.push({ change: 'updated', seat, turns: seat.status === 'open' && (known?.status !== 'open' || known.person !== seat.person) })
    }
  }
  for (const seat of Object.values(before.seats)) {
    if (run.state.seats[seat.key] !== undefined) continue
    const closing = run.closings.get(seat.key)
    if (closing !== undefined) changes.push({ change: 'closed', seat, closing })
  }
  return changes
}

function isDecided(status: string): boolean {
  return !isUndecided(status)
}

export function subscriptionChanges(before: ProcessState, after: ProcessState): SubscriptionChange[] {
  const added = Object.values(after.subscriptions).filter((subscription) => before.subscriptions[subscription.key] === undefined)
  const removed = Object.values(before.subscriptions).filter((subscription) => after.subscriptions[subscription.key] === undefined)
  return [
    ...removed.map(({ key, kind }) => ({ change: 'removed' as const, key, kind })),
    ...added.map((subscription) => ({ change: 'added' as const, subscription })),
  ]
}
