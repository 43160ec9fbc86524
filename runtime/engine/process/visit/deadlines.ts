import { addDuration, readInstant } from '@formwork/platform/definition/bpmn/timer.ts'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token, Visit } from '@formwork/platform/plugin/contracts/process-state.ts'
import { resolveText } from '../evaluate.ts'
import type { Run } from '../run.ts'

export type DeadlineStep = NonNullable<ProcessElement['timeouts']>[number]

/** Sets the deadline of a visit's seats and plans its steps as subscriptions of the token. */
export function planDeadlines(run: Run, token: Token, node: GraphNode): void {
  if (node.settings.due === undefined) return
  const value = resolveText(run, token.scope, node.settings.due, node)
  if (value === null) return
  const due = dueOf(run, node, value)
  const visit = run.token(token.key)?.rest as Visit
  for (const key of visit.seats) run.putSeat({ ...run.state.seats[key]!, due })
  ;(node.settings.timeouts ?? []).forEach((step, index) => {
    run.putSubscription({
      key: run.newKey(),
      kind: 'reminder',
      node: node.id,
      token: token.key,
      scope: token.scope,
      name: String(index),
      correlation: null,
      due: instantOf(run, step, due),
      cycle: null,
      condition: null,
      wasTrue: false,
      definition: index,
    })
  })
}

/** A share of the time until the deadline (`0.8`), or a duration after the visit began. */
function instantOf(run: Run, step: DeadlineStep, due: number): number {
  if (/^\d/.test(step.after)) return Math.round(run.facts.now + (due - run.facts.now) * Number(step.after))
  return addDuration(run.facts.now, step.after, run.facts.timeZone)
}

/** Durations count in the node's working calendar when it has one; dates are dates. */
function dueOf(run: Run, node: GraphNode, value: unknown): number {
  const text = String(value)
  if (!/^-?P/.test(text)) return readInstant(value, run.facts.timeZone)
  const elapsed = addDuration(run.facts.now, value, run.facts.timeZone)
  const name = node.settings.calendar
  const calendar = name === undefined ? undefined : run.facts.calendar?.(name)
  return calendar === undefined ? elapsed : calendar.add(run.facts.now, elapsed - run.facts.now)
}
