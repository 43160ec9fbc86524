import { readInstant } from '@formwork/platform/definition/bpmn/timer.ts'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { SubscriptionState, Token, Visit } from '@formwork/platform/plugin/contracts/process-state.ts'
import { elapsedTime } from '../calendar/working-calendar.ts'
import { resolveText } from '../evaluate.ts'
import type { WorkingCalendar } from '../facts.ts'
import type { Run } from '../run.ts'

export type DeadlineStep = NonNullable<ProcessElement['timeouts']>[number]

/** Sets the deadline of the seats that are open at the entry of a visit; its steps are subscriptions of the token, shared by them. */
export function planDeadlines(run: Run, token: Token, node: GraphNode): void {
  const due = deadlineOf(run, token, node)
  if (due === null) return
  const visit = run.token(token.key)?.rest as Visit
  for (const key of visit.seats) {
    const seat = run.state.seats[key]!
    if (seat.status === 'open') run.putSeat({ ...seat, due })
  }
  for (const [index, step] of stepsOf(node)) addStep(run, token, node, index, instantOf(run, node, step, due), null)
}

/** A seat that opens later than its visit began: its time counts from now, by itself. */
export function startClock(run: Run, key: number): void {
  const seat = run.state.seats[key]!
  const token = run.token(seat.token)
  if (token === undefined) return
  const node = run.node(seat.node)
  const due = deadlineOf(run, token, node)
  if (due === null) return
  run.putSeat({ ...seat, due, clock: { paused: null } })
  for (const [index, step] of stepsOf(node)) addStep(run, token, node, index, instantOf(run, node, step, due), key)
}

/** Time counts only while the seat can act (approvals, 1.3): what is left of it is kept while others decide first. */
export function pauseClock(run: Run, key: number): void {
  const seat = run.state.seats[key]!
  if (seat.due === null) return
  const node = run.node(seat.node)
  const time = calendarOf(run, node)
  const own = seat.clock !== undefined
  const running = remindersOf(run, seat.token).filter((each) => seatOfReminder(each) === (own ? key : null))
  const steps = running.map((each) => ({ index: each.definition, left: leftUntil(run, time, each.due!) }))
  if (own) for (const each of running) run.dropSubscription(each.key)
  run.putSeat({ ...seat, due: null, clock: { paused: { due: leftUntil(run, time, seat.due), steps } } })
}

export function resumeClock(run: Run, key: number): void {
  const seat = run.state.seats[key]!
  const paused = seat.clock?.paused
  const token = run.token(seat.token)
  if (paused == null || token === undefined) return
  const node = run.node(seat.node)
  const time = calendarOf(run, node)
  const later = (left: number): number => (left < 0 ? run.facts.now + left : time.add(run.facts.now, left))
  run.putSeat({ ...seat, due: later(paused.due), clock: { paused: null } })
  for (const { index, left } of paused.steps) addStep(run, token, node, index, later(left), key)
}

/** A reminder that comes again and again. */
export function repeatReminder(run: Run, subscription: SubscriptionState, every: string): void {
  const due = calendarOf(run, run.node(subscription.node)).addDuration(run.facts.now, every)
  run.putSubscription({ ...subscription, key: run.newKey(), due })
}

/** The seat whose own time a reminder counts; null: that of all seats open since the visit began. */
export function seatOfReminder(subscription: SubscriptionState): number | null {
  const seat = subscription.name?.split('@')[1]
  return seat === undefined ? null : Number(seat)
}

function addStep(run: Run, token: Token, node: GraphNode, index: number, due: number, seat: number | null): void {
  run.putSubscription({
    key: run.newKey(),
    kind: 'reminder',
    node: node.id,
    token: token.key,
    scope: token.scope,
    name: seat === null ? String(index) : `${index}@${seat}`,
    correlation: null,
    due,
    cycle: null,
    condition: null,
    wasTrue: false,
    definition: index,
  })
}

function stepsOf(node: GraphNode): [number, DeadlineStep][] {
  return [...(node.settings.timeouts ?? []).entries()]
}

function remindersOf(run: Run, token: number): SubscriptionState[] {
  return Object.values(run.state.subscriptions).filter((each) => each.kind === 'reminder' && each.token === token)
}

/** What has passed already stays passed: negative, in elapsed time. */
function leftUntil(run: Run, time: WorkingCalendar, due: number): number {
  return due < run.facts.now ? due - run.facts.now : time.between(run.facts.now, due)
}

/** A share of the time until the deadline (`0.8`), or a duration after the seat began to count; both in the node's calendar. */
function instantOf(run: Run, node: GraphNode, step: DeadlineStep, due: number): number {
  const { now } = run.facts
  const time = calendarOf(run, node)
  if (!/^\d/.test(step.after)) return time.addDuration(now, step.after)
  const share = Number(step.after)
  if (share === 1 || due <= now) return due
  return time.add(now, Math.round(time.between(now, due) * share))
}

/** Durations count in the node's working calendar when it has one; dates are dates. Null: no deadline. */
function deadlineOf(run: Run, token: Token, node: GraphNode): number | null {
  if (node.settings.due === undefined) return null
  const value = resolveText(run, token.scope, node.settings.due, node)
  if (value === null) return null
  if (!/^-?P/.test(String(value))) return readInstant(value, run.facts.timeZone)
  return calendarOf(run, node).addDuration(run.facts.now, value)
}

function calendarOf(run: Run, node: GraphNode): WorkingCalendar {
  const name = node.settings.calendar
  return (name === undefined ? undefined : run.facts.calendar?.(name)) ?? elapsedTime(run.facts.timeZone)
}
