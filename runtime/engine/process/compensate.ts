import type { Compensable, ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { clearScope } from './cancel.ts'
import { fireBoundary } from './fire-boundary.ts'
import type { Run } from './run.ts'

/**
 * Compensation (BPMN 13.5.5): handlers of finished activities run one after another in reverse order of completion.
 * Gives true when the thrower now waits for them.
 */
export function compensate(run: Run, token: Token, activity: string | null, waits: boolean): boolean {
  const scope = compensatedScope(run, token, activity)
  if (scope === undefined) return false
  const chosen = scope.compensable.filter((record) => activity === null || record.activity === activity)
  run.changeScope(scope.key, { compensable: scope.compensable.filter((record) => !chosen.includes(record)) })
  const queue = flatten(chosen)
  if (queue.length === 0) return false
  if (!waits) {
    for (const record of queue) startHandler(run, record, scope.key, 0)
    return false
  }
  run.rest(token.key, { kind: 'compensation', queue, then: 'leave', scope: scope.key })
  nextHandler(run, token.key)
  return true
}

/** Cancel end event of a transaction: stop what runs, compensate what finished, leave by the cancel boundary event. */
export function cancelTransaction(run: Run, token: Token): void {
  let key = token.scope
  while (run.scope(key).owner !== 0 && run.node(run.scope(key).node).type !== 'bpmn:Transaction') key = run.scope(key).parent
  const scope = run.scope(key)
  clearScope(run, key, 'cancelled')
  const queue = flatten(scope.compensable)
  run.changeScope(key, { compensable: [] })
  const waiting = run.addToken({
    scope: key,
    node: token.node,
    via: null,
    pass: false,
    rest: { kind: 'compensation', queue, then: 'cancel', scope: key },
  })
  nextHandler(run, waiting.key)
}

/** A handler ended: the next one starts, or the thrower goes on. */
export function handlerDone(run: Run, handler: Token): void {
  const thrower = handler.handlerOf!
  run.dropToken(handler.key)
  if (thrower === 0 || run.token(thrower) === undefined) run.agenda.push({ do: 'check', scope: handler.scope })
  else nextHandler(run, thrower)
}

function nextHandler(run: Run, thrower: number): void {
  const token = run.token(thrower)!
  const rest = token.rest
  if (rest?.kind !== 'compensation') return
  const [next, ...queue] = rest.queue
  if (next !== undefined) {
    run.rest(thrower, { ...rest, queue })
    startHandler(run, next, rest.scope, thrower)
    return
  }
  if (rest.then === 'leave') {
    run.agenda.push({ do: 'leave', token: thrower })
    return
  }
  const owner = run.token(run.scope(rest.scope).owner)
  const cancel =
    owner === undefined
      ? undefined
      : run
          .node(owner.node)
          .attached.map((id) => run.node(id))
          .find((node) => node.events.some((event) => event.type === 'bpmn:CancelEventDefinition'))
  run.dropToken(thrower)
  if (owner !== undefined && cancel !== undefined) fireBoundary(run, owner, cancel, {})
  else if (owner !== undefined) run.agenda.push({ do: 'check', scope: rest.scope })
}

function startHandler(run: Run, record: Compensable, scope: number, thrower: number): void {
  run.note({ action: 'compensating', node: record.activity })
  const hasVariables = Object.keys(record.variables).length > 0
  const handler = run.node(record.handler)
  const token = run.addToken({
    scope,
    node: record.handler,
    via: null,
    pass: false,
    rest: null,
    handlerOf: thrower,
    compensable: record.inside,
  })
  if (!hasVariables || handler.loop !== null) {
    run.agenda.push({ do: 'enter', token: token.key })
    return
  }
  const pass = run.newKey()
  run.putScope({
    key: pass,
    node: record.handler,
    parent: scope,
    owner: token.key,
    kind: 'pass',
    variables: record.variables,
    compensable: [],
    resets: {},
  })
  run.rest(token.key, { kind: 'passes', items: null, total: 1, started: 1, completed: 0, terminated: 0, outputs: [] })
  const inner = run.addToken({ scope: pass, node: record.handler, via: null, pass: true, rest: null, compensable: record.inside })
  run.agenda.push({ do: 'enter', token: inner.key })
}

/** Latest first; a sub-process without a handler of its own stands for what finished inside it. */
function flatten(records: readonly Compensable[]): Compensable[] {
  return [...records]
    .reverse()
    .flatMap((record) =>
      record.handler === ''
        ? flatten(record.inside).map((inner) => ({ ...inner, variables: { ...record.variables, ...inner.variables } }))
        : [record],
    )
}

/** The scope whose finished activities are meant; an event sub-process compensates the scope it belongs to. */
function compensatedScope(run: Run, token: Token, activity: string | null): ScopeState | undefined {
  for (let key = token.scope; key !== 0; key = run.scope(key).parent) {
    const scope = run.scope(key)
    if (activity !== null && scope.compensable.some((record) => record.activity === activity)) return scope
    const isEventSubprocess =
      scope.owner !== 0 && run.node(scope.node).triggeredByEvent && run.token(scope.owner)?.compensable === undefined
    if (activity === null && !isEventSubprocess && scope.kind !== 'pass') return scope
  }
  return undefined
}
