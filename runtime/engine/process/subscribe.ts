import type { SubscriptionPlan } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphEventDefinition, GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import { positionOf } from './behaviours.ts'
import type { Run } from './run.ts'

export function subscribe(run: Run, token: Token, catching: GraphNode, definition: number, plan: SubscriptionPlan): void {
  const key = run.newKey()
  run.putSubscription({
    key,
    kind: plan.kind,
    node: catching.id,
    token: token.key,
    scope: token.scope,
    name: plan.name ?? null,
    correlation: plan.correlation ?? null,
    due: plan.due ?? null,
    cycle: plan.cycle ?? null,
    condition: plan.condition ?? null,
    wasTrue: false,
    definition,
  })
}

/** Subscribes a catching event with each of its definitions that waits for something outside. */
export function subscribeEvent(run: Run, moves: Moves, token: Token, catching: GraphNode): void {
  const position = positionOf(catching, run.graph)
  catching.events.forEach((definition, index) => {
    const behaviour = run.behaviours.definitions.get(definition.type)
    if (behaviour?.plan === undefined || (position !== null && !behaviour.catches.includes(position))) return
    subscribe(
      run,
      token,
      catching,
      index,
      inCalendar(run, moves, token, catching, definition, behaviour.plan(moves, token, definition, catching)),
    )
  })
}

/** 延时器: a duration counts working time where its settings name a calendar, else elapsed time as BPMN says. */
function inCalendar(
  run: Run,
  moves: Moves,
  token: Token,
  catching: GraphNode,
  definition: GraphEventDefinition,
  plan: SubscriptionPlan,
): SubscriptionPlan {
  const calendar = catching.settings.calendar === undefined ? undefined : run.facts.calendar?.(catching.settings.calendar)
  if (calendar === undefined || definition.timer?.kind !== 'duration') return plan
  return { ...plan, due: calendar.addDuration(run.facts.now, moves.resolve(token, definition.timer.value)) }
}

/** Boundary events of an activity begin to listen when the activity begins. */
export function armBoundary(run: Run, moves: Moves, token: Token): void {
  for (const id of run.node(token.node).attached) subscribeEvent(run, moves, token, run.node(id))
}

/** Event sub-processes of a scope begin to listen when the scope begins. */
export function armScope(run: Run, moves: Moves, scope: number): void {
  const graphScope = run.graph.scopes.get(run.scope(scope).node)
  for (const id of graphScope?.eventSubprocesses ?? []) {
    for (const start of run.graph.scopes.get(id)?.triggeredStarts ?? []) {
      const listener: Token = { key: 0, scope, node: id, via: null, pass: false, rest: null }
      subscribeEvent(run, moves, listener, run.node(start))
    }
  }
}
