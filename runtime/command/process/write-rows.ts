import type { SubscriptionState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decode } from '../../engine/process/codec.ts'
import type { SubscriptionChange } from '../../engine/process/effect.ts'
import type { StepResult } from '../../engine/process/step.ts'
import type { MaybePromise } from '../../store/database.ts'
import { cancelJob } from '../../store/jobs/jobs.ts'
import { closeSeat, insertSeats, reopenSeat, updateSeat } from '../../store/process/seats.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import { addSubscription, removeSubscription, takeKeptMessage } from '../../store/process/subscriptions.ts'
import type { Unit } from '../unit.ts'
import { followCalls } from './follow-calls.ts'

/** Seats, subscriptions and timers of a step as rows and jobs, in the same transaction. */
export function writeRows(unit: Unit, row: InstanceRow, result: StepResult): MaybePromise<void> {
  return result.seats.length + result.subscriptions.length === 0 ? undefined : writeAll(unit, row, result)
}

async function writeAll(unit: Unit, row: InstanceRow, result: StepResult): Promise<void> {
  const instance = row.id
  await writeSeats(unit, row, result)
  for (const change of result.subscriptions) {
    const kind = change.change === 'added' ? change.subscription.kind : change.kind
    const isTimer = kind === 'timer' || kind === 'reminder'
    if (change.change === 'removed') {
      await dropListeners(unit, instance, [change])
      continue
    }
    const { subscription } = change
    if (!isTimer) await listen(unit, row, subscription)
    else if (subscription.due !== null) {
      unit.enqueue({
        kind: 'fire-timer',
        due: subscription.due,
        key: timerKey(instance, subscription.key),
        payload: { instance, subscription: subscription.key },
      })
    }
  }
}

/** Jobs of timers, and rows of messages and signals, that nobody waits for any more. */
export async function dropListeners(unit: Unit, instance: number, changes: readonly SubscriptionChange[]): Promise<void> {
  for (const change of changes) {
    if (change.change !== 'removed') continue
    const isTimer = change.kind === 'timer' || change.kind === 'reminder'
    if (isTimer) await cancelJob(unit.transaction, timerKey(instance, change.key))
    else await removeSubscription(unit.transaction, instance, change.key)
  }
}

async function listen(unit: Unit, row: InstanceRow, subscription: SubscriptionState): Promise<void> {
  if (subscription.kind === 'condition') return
  await addSubscription(unit.transaction, row.id, subscription)
  if (subscription.kind !== 'message') return
  const kept = await takeKeptMessage(unit.transaction, subscription.name ?? '', subscription.correlation, unit.now)
  if (kept !== undefined) {
    followCalls(unit, row, { do: 'deliver', subscription: subscription.key, variables: decode(kept) as Record<string, unknown> })
  }
}

async function writeSeats(unit: Unit, row: InstanceRow, result: StepResult): Promise<void> {
  const { transaction } = unit
  const instance = row.id
  const fresh = result.seats.filter((change) => change.change === 'opened').map((change) => change.seat)
  await insertSeats(transaction, instance, fresh)
  for (const change of result.seats) {
    const { seat } = change
    if (change.change === 'closed') await closeSeat(transaction, instance, seat.key, { ...change.closing, at: unit.now })
    else if (change.change === 'reopened') {
      if (!(await reopenSeat(transaction, instance, seat))) await insertSeats(transaction, instance, [seat])
    } else if (change.change === 'updated') {
      if (!(await updateSeat(transaction, instance, seat))) await insertSeats(transaction, instance, [seat])
    }
  }
  const turns = result.seats.flatMap((change) => (change.change === 'updated' && change.turns === true ? [change.seat] : []))
  for (const seat of [...fresh.filter(({ status }) => status === 'open'), ...turns]) {
    unit.raise({
      type: 'task.opened',
      instance,
      entity: row.entity,
      recordId: row.record,
      detail: { person: seat.person, node: seat.node },
    })
  }
}

function timerKey(instance: number, subscription: number): string {
  return `timer/${instance}/${subscription}`
}
