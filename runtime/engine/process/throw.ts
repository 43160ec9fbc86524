import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Moves } from '@formwork/platform/plugin/contracts/element.ts'
import { endInstance } from './end-instance.ts'
import { fireBoundary } from './fire-boundary.ts'
import { triggeredStart } from './graph-questions.ts'
import type { Run } from './run.ts'
import { startEventSubprocess } from './start-event-subprocess.ts'

type Catcher = { readonly boundary: GraphNode; readonly host: Token } | { readonly start: GraphNode; readonly scope: number }

/**
 * An error goes up until somebody catches it (BPMN 10.5.4): the boundary of the activity, event sub-processes of the
 * scope, the boundary of the scope's activity, and so on. Nobody: the instance ends as failed.
 */
export function throwError(run: Run, moves: Moves, token: Token, code: string | null, message: string): void {
  const catcher = findCatcher(run, token, 'bpmn:ErrorEventDefinition', code)
  run.note({ action: 'error', node: token.node, detail: { code, message } })
  if (catcher === undefined) return endInstance(run, 'error', code)
  fire(run, moves, catcher, caughtValues(catcher, 'bpmn:ErrorEventDefinition', { errorCode: code, errorMessage: message }))
}

/** An escalation likewise; uncaught it reaches the caller of the instance, else it is ignored. True when the thrower was interrupted. */
export function throwEscalation(run: Run, moves: Moves, token: Token, code: string | null): boolean {
  run.note({ action: 'escalation', node: token.node, detail: { code } })
  const catcher = findCatcher(run, token, 'bpmn:EscalationEventDefinition', code)
  if (catcher === undefined) {
    run.effects.push({ do: 'escalated', code })
    return false
  }
  fire(run, moves, catcher, caughtValues(catcher, 'bpmn:EscalationEventDefinition', { escalationCode: code }))
  return run.token(token.key) === undefined
}

function fire(run: Run, moves: Moves, catcher: Catcher, variables: Readonly<Record<string, unknown>>): void {
  if ('boundary' in catcher) fireBoundary(run, catcher.host, catcher.boundary, variables)
  else startEventSubprocess(run, moves, catcher.scope, catcher.start, variables)
}

/** What was caught, under its own names and under those that the catching event gives. */
function caughtValues(catcher: Catcher, type: string, values: Record<string, string | null>): Record<string, string | null> {
  const event = ('boundary' in catcher ? catcher.boundary : catcher.start).events.find((definition) => definition.type === type)
  const code = values.errorCode ?? values.escalationCode ?? null
  if (event?.codeVariable !== undefined) values[event.codeVariable] = code
  if (event?.messageVariable !== undefined) values[event.messageVariable] = values.errorMessage ?? null
  return values
}

function findCatcher(run: Run, token: Token, type: string, code: string | null): Catcher | undefined {
  let current: Token | undefined = token
  while (current !== undefined) {
    const boundary: GraphNode | undefined = current.pass ? undefined : boundaryFor(run, current, type, code)
    if (boundary !== undefined) return { boundary, host: current }
    const scope = run.scope(current.scope)
    const start = scope.kind === 'pass' ? undefined : startFor(run, scope.node, type, code)
    if (start !== undefined && !isInside(run, token, start)) return { start, scope: scope.key }
    current = scope.owner === 0 ? undefined : run.token(scope.owner)
  }
  return undefined
}

/** A definition for exactly this code wins over one for any code. */
function boundaryFor(run: Run, host: Token, type: string, code: string | null): GraphNode | undefined {
  return bestMatch(
    run.node(host.node).attached.map((id) => run.node(id)),
    type,
    code,
  )
}

function startFor(run: Run, scope: string, type: string, code: string | null): GraphNode | undefined {
  const starts = (run.graph.scopes.get(scope)?.eventSubprocesses ?? [])
    .map((id) => triggeredStart(run.graph, id, type)?.node)
    .filter((node) => node !== undefined)
  return bestMatch(starts, type, code)
}

function bestMatch(nodes: readonly GraphNode[], type: string, code: string | null): GraphNode | undefined {
  const named = nodes.find((node) => node.events.some((event) => event.type === type && event.name !== null && event.name === code))
  return named ?? nodes.find((node) => node.events.some((event) => event.type === type && event.name === null))
}

/** What an event sub-process throws is never caught by itself. */
function isInside(run: Run, token: Token, start: GraphNode): boolean {
  for (let key = token.scope; key !== 0; key = run.scope(key).parent) if (run.scope(key).node === start.scope) return true
  return false
}
