import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessEvent } from '../event.ts'
import { triggersOf } from '../graph-questions.ts'
import { spawn } from '../leave.ts'
import type { EngineMoves } from '../moves.ts'
import type { Run } from '../run.ts'
import { rememberPicks } from '../people/picked-people.ts'
import { armScope } from '../subscribe.ts'
import { setLocalVariable } from '../variables.ts'

/** Begins an instance: at the named start event, at those without a trigger, or at the first one with a trigger. */
export function start(run: Run, moves: EngineMoves, event: Extract<ProcessEvent, { type: 'start' }>): void {
  const root = run.scope(1)
  const scope = run.graph.scopes.get(root.node)!
  run.state.initiator = event.person
  run.cause = { person: event.person, onBehalfOf: null }
  run.changeScope(root.key, { variables: { ...event.variables } })
  rememberPicks(run, event.picks)
  run.note({ action: 'started' })
  if (event.node !== undefined && !scope.nodes.includes(event.node)) throw fail('process-unknown-element', { element: event.node })
  const triggered = scope.triggeredStarts[0]
  const starts = event.node !== undefined ? [event.node] : scope.starts.length > 0 || triggered === undefined ? scope.starts : [triggered]
  nameInitiator(run, root.key, starts)
  for (const id of starts) begin(run, root.key, id, event.node !== undefined)
  for (const id of event.node === undefined ? [] : awaitedWith(run, event.node)) spawn(run, root.key, id)
  armScope(run, moves, root.key)
  if (starts.length === 0) run.agenda.push({ do: 'check', scope: root.key })
}

/** Behind a parallel event-based gateway one event begins the instance and the others are still awaited (BPMN 10.6.6). */
function awaitedWith(run: Run, node: string): string[] {
  const gateways = run.node(node).incoming.map((flow) => run.node(run.graph.flows.get(flow)!.from))
  const parallel = gateways.find((gateway) => gateway.options.instantiate === true && gateway.options.parallel === true)
  return parallel === undefined ? [] : triggersOf(run.graph, parallel.id).filter((id) => id !== node)
}

/** Other tools let a start event name the variable that holds who started. */
function nameInitiator(run: Run, scope: number, starts: readonly string[]): void {
  if (run.state.initiator === null) return
  for (const id of starts) {
    const { initiator } = run.node(id).options
    if (typeof initiator !== 'string') continue
    const person = run.facts.people.people.get(run.state.initiator)
    if (person !== undefined) setLocalVariable(run, scope, initiator, person.login ?? person.name)
  }
}

/** An event that was named has happened: whatever stands there does not wait for it again. */
function begin(run: Run, scope: number, id: string, hasHappened: boolean): void {
  if (!hasHappened || run.node(id).type === 'bpmn:StartEvent') {
    spawn(run, scope, id)
    return
  }
  run.trace.push(id)
  const token = run.addToken({ scope, node: id, via: null, pass: false, rest: null })
  run.agenda.push({ do: 'leave', token: token.key })
}
