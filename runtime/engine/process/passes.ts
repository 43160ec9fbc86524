import { fail } from '@formwork/platform/error/index.ts'
import type { GraphEventDefinition, GraphLoop, GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { PassCounts, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelScope, passScopes } from './cancel.ts'
import { toStorable } from './codec.ts'
import { rememberPass } from './compensation-records.ts'
import { evaluateCondition, evaluateFormula, resolveText } from './evaluate.ts'
import { fireBoundary } from './fire-boundary.ts'
import type { Run } from './run.ts'
import { setLocalVariable, setVariable } from './variables.ts'

/** Seats and passes of one activity at a time; more belongs into a called process per part. */
const MOST_PASSES = 1000

/** Activities with loops, multi-instance or handed-in variables run in passes, each with a scope of its own. */
export function hasPasses(node: GraphNode): boolean {
  return node.loop !== null || node.inputs.length > 0 || node.outputs.length > 0
}

export type Finish = (run: Run, token: Token) => void

/** Begins the passes; `finish` is called at once when there is nothing to do. */
export function enterPasses(run: Run, token: Token, finish: Finish): void {
  const node = run.node(token.node)
  const loop = node.loop
  if (loop?.kind !== 'multi') {
    const skips =
      loop?.testBefore === true &&
      loop.condition !== null &&
      !evaluateCondition(run, token.scope, loop.condition, node, { loopCounter: loop.counterStart })
    if (skips) return finish(run, token)
    run.rest(token.key, counts(null, loop === null ? 1 : MOST_PASSES))
    return startPass(run, token.key)
  }
  const items = itemsOf(run, token, node, loop)
  if (items.length > MOST_PASSES) throw fail('process-too-many-passes', { element: nameOf(node), count: items.length, limit: MOST_PASSES })
  if (items.length === 0) return enterEmpty(run, token, node, finish)
  run.rest(token.key, counts(items, items.length))
  const first = loop.sequential ? 1 : items.length
  for (let index = 0; index < first; index++) startPass(run, token.key)
}

function counts(items: readonly unknown[] | null, total: number): PassCounts {
  return { kind: 'passes', items, total, started: 0, completed: 0, terminated: 0, outputs: [] }
}

/** Nothing to go through: BPMN goes on; a user task must not pass silently. */
function enterEmpty(run: Run, token: Token, node: GraphNode, finish: Finish): void {
  if (node.type === 'bpmn:UserTask' && node.settings.empty !== 'pass') {
    run.rest(token.key, { kind: 'incident', code: 'nobody-to-decide', parameters: { node: nameOf(node) } })
    run.note({ action: 'incident', node: node.id, detail: { code: 'nobody-to-decide' } })
    return
  }
  finish(run, token)
}

function itemsOf(run: Run, token: Token, node: GraphNode, loop: GraphLoop): readonly unknown[] {
  if (loop.collection !== null) {
    const list = evaluateFormula(run, token.scope, loop.collection, node)
    if (!Array.isArray(list)) throw fail('process-not-a-list', { element: nameOf(node), text: loop.collection })
    return list.map((item) => toStorable(item))
  }
  const number = Number(String(resolveText(run, token.scope, loop.cardinality ?? '0', node)))
  if (!Number.isInteger(number) || number < 0) throw fail('process-not-a-number', { element: nameOf(node), text: loop.cardinality ?? '' })
  if (number > MOST_PASSES) throw fail('process-too-many-passes', { element: nameOf(node), count: number, limit: MOST_PASSES })
  return Array.from({ length: number }, () => null)
}

function startPass(run: Run, owner: number): void {
  const token = run.token(owner)!
  const rest = token.rest as PassCounts
  const node = run.node(token.node)
  const loop = node.loop
  const variables: Record<string, unknown> = loop === null ? {} : { loopCounter: rest.started + loop.counterStart }
  if (loop?.elementVariable != null && rest.items !== null) variables[loop.elementVariable] = rest.items[rest.started]
  const scope = run.newKey()
  run.putScope({ key: scope, node: node.id, parent: token.scope, owner, kind: 'pass', variables, compensable: [], resets: {} })
  run.rest(owner, { ...rest, started: rest.started + 1 })
  const inner = run.addToken({ scope, node: node.id, via: null, pass: true, rest: null })
  run.agenda.push({ do: 'enter', token: inner.key })
}

/** Variables handed in are local to the pass. */
export function applyInputs(run: Run, token: Token): void {
  const node = run.node(token.node)
  for (const mapping of node.inputs) setLocalVariable(run, token.scope, mapping.to, resolveText(run, token.scope, mapping.value, node))
}

/** One pass ended. The completion condition is judged while its variables are still visible. */
export function passDone(run: Run, inner: Token, finish: Finish): void {
  const scope = run.scope(inner.scope)
  const owner = run.token(scope.owner)!
  const node = run.node(owner.node)
  const before = owner.rest as PassCounts
  const output = node.loop?.output ?? null
  const outputs =
    output === null
      ? before.outputs
      : placeAt(
          before.outputs,
          Number(scope.variables.loopCounter) - node.loop!.counterStart,
          evaluateFormula(run, inner.scope, output.element, node),
        )
  for (const mapping of node.outputs) setVariable(run, scope.parent, mapping.to, resolveText(run, scope.key, mapping.value, node))
  rememberPass(run, inner, scope)
  const thrown = thrownBy(run, inner, node, before.completed + 1)
  const rest: PassCounts = { ...before, completed: before.completed + 1, outputs }
  run.rest(owner.key, rest)
  const goesOn =
    node.loop === null ? false : node.loop.kind === 'standard' ? loopsAgain(run, inner, node, rest) : !isComplete(run, inner, node)
  run.dropToken(inner.key)
  run.dropScope(scope.key)
  for (const event of thrown) throwAtBoundary(run, owner.key, event)
  if (run.token(owner.key) === undefined) return
  if (goesOn && rest.started < rest.total && (node.loop?.kind === 'standard' || node.loop?.sequential === true)) {
    return startPass(run, owner.key)
  }
  if (goesOn && rest.completed + rest.terminated < rest.total && node.loop?.kind === 'multi') return
  endPasses(run, owner.key, finish)
}

/** What a finished pass throws (BPMN 13.3.7): each one, the first one, or as conditions say while its variables are visible. */
function thrownBy(run: Run, inner: Token, node: GraphNode, completed: number): GraphEventDefinition[] {
  const loop = node.loop
  if (loop?.kind !== 'multi') return []
  if (loop.behaviour === 'complex') {
    return (loop.events ?? []).filter(({ condition }) => evaluateCondition(run, inner.scope, condition, node)).map(({ event }) => event)
  }
  const isThrown = loop.behaviour === 'none' || (loop.behaviour === 'one' && completed === 1)
  return isThrown && loop.event !== null ? [loop.event] : []
}

/** A boundary event of the activity catches it, else it goes to everybody. */
function throwAtBoundary(run: Run, owner: number, event: GraphEventDefinition): void {
  const host = run.token(owner)
  if (host === undefined) return
  const boundary = run
    .node(host.node)
    .attached.map((id) => run.node(id))
    .find((node) => node.events.some((caught) => caught.type === event.type && (caught.name === event.name || caught.name === null)))
  if (boundary !== undefined) return fireBoundary(run, host, boundary, {})
  run.note({ action: 'signal', node: host.node, detail: { name: event.name } })
  if (event.type === 'bpmn:SignalEventDefinition') run.effects.push({ do: 'signal', name: event.name ?? '', variables: {} })
}

function endPasses(run: Run, owner: number, finish: Finish): void {
  for (const scope of passScopes(run, owner)) cancelScope(run, scope.key, 'not-needed')
  const token = run.token(owner)!
  const node = run.node(token.node)
  const output = node.loop?.output
  if (output != null) setVariable(run, token.scope, output.variable, [...(token.rest as PassCounts).outputs])
  finish(run, token)
}

function loopsAgain(run: Run, inner: Token, node: GraphNode, rest: PassCounts): boolean {
  const loop = node.loop!
  const maximum = loop.maximum === null ? Number.POSITIVE_INFINITY : Number(String(resolveText(run, inner.scope, loop.maximum, node)))
  if (rest.completed >= maximum) return false
  if (rest.completed >= MOST_PASSES) {
    throw fail('process-too-many-passes', { element: nameOf(node), count: rest.completed, limit: MOST_PASSES })
  }
  return loop.condition !== null && evaluateCondition(run, inner.scope, loop.condition, node)
}

function isComplete(run: Run, inner: Token, node: GraphNode): boolean {
  return node.loop!.condition !== null && evaluateCondition(run, inner.scope, node.loop!.condition, node)
}

function placeAt(list: readonly unknown[], index: number, value: unknown): readonly unknown[] {
  const copy: unknown[] = Array.from({ length: Math.max(list.length, index + 1) }, (_, position) => list[position] ?? null)
  copy[index] = value
  return copy
}

export function nameOf(node: { readonly id: string; readonly name: string | null }): string {
  return node.name === null ? node.id : `${node.id} ${node.name}`
}
