import { fail } from '@formwork/platform/error/index.ts'
import type { Moves, SubscriptionPlan } from '@formwork/platform/plugin/contracts/element.ts'
import type { GraphFlow, GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Rest, ScopeState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { startCall } from './call.ts'
import { cancelToken, clearScope, dropSubscriptions } from './cancel.ts'
import { finishScope } from './check-scope.ts'
import { cancelTransaction, compensate } from './compensate.ts'
import { complete } from './complete.ts'
import { copyTo } from './copy-to.ts'
import { runDecision } from './decision/run-decision.ts'
import { endInstance } from './end-instance.ts'
import { evaluateCondition, evaluateFormula, resolveText } from './evaluate.ts'
import { consume, jump, leave, noWayOut, spawn, take } from './leave.ts'
import { openScope } from './open-scope.ts'
import { nameOf } from './passes.ts'
import type { Run } from './run.ts'
import { subscribe, subscribeEvent } from './subscribe.ts'
import { throwError, throwEscalation } from './throw.ts'
import { setLocalVariable, setVariable, setVariables, visibleVariables } from './variables.ts'
import { openVisit } from './visit/open-visit.ts'

/** What the engine lets a behaviour do, bound to one run. */
export class EngineMoves implements Moves {
  readonly #run: Run

  constructor(run: Run) {
    this.#run = run
  }

  get graph(): ProcessGraph {
    return this.#run.graph
  }

  get now(): number {
    return this.#run.facts.now
  }

  get timeZone(): string {
    return this.#run.facts.timeZone
  }

  node(id: string): GraphNode {
    return this.#run.node(id)
  }

  flow(id: string): GraphFlow {
    return this.#run.graph.flows.get(id)!
  }

  flowsFrom(node: GraphNode): GraphFlow[] {
    return node.outgoing.map((id) => this.flow(id))
  }

  scopeOf(token: Token): ScopeState {
    return this.#run.scope(token.scope)
  }

  resting(scope: number, node: string): readonly Token[] {
    return this.#run.tokensIn(scope).filter((token) => token.node === node && token.rest !== null)
  }

  tokensIn(scope: number): readonly Token[] {
    return this.#run.tokensIn(scope)
  }

  evaluate(token: Token, feel: string, extra?: Record<string, unknown>): unknown {
    return evaluateFormula(this.#run, token.scope, feel, this.node(token.node), extra)
  }

  resolve(token: Token, text: string): unknown {
    return resolveText(this.#run, token.scope, text, this.node(token.node))
  }

  holds(token: Token, feel: string, extra?: Record<string, unknown>): boolean {
    return evaluateCondition(this.#run, token.scope, feel, this.node(token.node), extra)
  }

  setVariable(token: Token, name: string, value: unknown): void {
    setVariable(this.#run, token.scope, name, value)
  }

  setLocalVariable(scope: number, name: string, value: unknown): void {
    setLocalVariable(this.#run, scope, name, value)
  }

  rest(token: Token, rest: Rest): void {
    this.#run.rest(token.key, rest)
  }

  complete(token: Token): void {
    complete(this.#run, this.#run.token(token.key)!)
  }

  leave(token: Token): void {
    leave(this.#run, token)
  }

  take(token: Token, flows: readonly GraphFlow[]): void {
    take(this.#run, token, flows)
  }

  jump(token: Token, node: string): void {
    jump(this.#run, token, node)
  }

  consume(token: Token): void {
    consume(this.#run, token)
  }

  spawn(scope: number, node: string): Token {
    return spawn(this.#run, scope, node)
  }

  openVisit(token: Token): void {
    openVisit(this.#run, token)
  }

  openScope(token: Token): void {
    openScope(this.#run, this, token)
  }

  waitOutside(token: Token, topic: string | null, job: string | null, payload: Record<string, unknown>): void {
    this.#run.rest(token.key, { kind: 'external', topic, job })
    if (job !== null) this.#run.effects.push({ do: 'job', token: token.key, job, payload })
  }

  call(token: Token): void {
    startCall(this.#run, token)
  }

  decide(token: Token, decision: string): unknown {
    return runDecision(this.#run, token, decision)
  }

  keepResult(token: Token, result: unknown): void {
    const name = this.node(token.node).options.result
    if (typeof name === 'string') setVariable(this.#run, token.scope, name, result)
    else if (isPlainContext(result)) setVariables(this.#run, token.scope, result)
  }

  copyTo(token: Token, people: unknown): void {
    copyTo(this.#run, token, people)
  }

  writeRecord(token: Token, values: Record<string, unknown>): void {
    this.#run.note({ action: 'wrote', node: token.node })
    this.#run.effects.push({ do: 'record.write', values })
  }

  postRecord(token: Token): void {
    this.#run.note({ action: 'posted', node: token.node })
    this.#run.effects.push({ do: 'record.post' })
  }

  subscribe(token: Token, catching: GraphNode, definition: number, plan: SubscriptionPlan): void {
    subscribe(this.#run, token, catching, definition, plan)
  }

  subscribeEvent(token: Token, catching: GraphNode): void {
    subscribeEvent(this.#run, this, token, catching)
  }

  dropSubscriptions(token: Token): void {
    dropSubscriptions(this.#run, token.key)
  }

  clearScope(scope: number, why: string): void {
    clearScope(this.#run, scope, why)
  }

  cancel(token: Token, why: string): void {
    cancelToken(this.#run, token, why)
  }

  setReset(scope: number, gateway: string, flows: readonly string[] | null): void {
    const { [gateway]: _, ...others } = this.#run.scope(scope).resets
    this.#run.changeScope(scope, { resets: flows === null ? others : { ...others, [gateway]: flows } })
  }

  throwError(token: Token, code: string | null, message: string): void {
    throwError(this.#run, this, token, code, message)
  }

  throwEscalation(token: Token, code: string | null): boolean {
    return !throwEscalation(this.#run, this, token, code)
  }

  throwSignal(token: Token, name: string): void {
    this.#run.note({ action: 'signal', node: token.node, detail: { name } })
    this.#run.effects.push({ do: 'signal', name, variables: {} })
  }

  throwMessage(token: Token, name: string, correlation: string | null): void {
    this.#run.note({ action: 'message', node: token.node, detail: { name } })
    this.#run.effects.push({ do: 'message', name, correlation, variables: visibleVariables(this.#run, token.scope) })
  }

  compensate(token: Token, activity: string | null, waits: boolean): boolean {
    return compensate(this.#run, token, activity, waits)
  }

  cancelTransaction(token: Token): void {
    cancelTransaction(this.#run, token)
  }

  terminate(token: Token): void {
    const scope = this.#run.scope(token.scope)
    this.#run.note({ action: 'terminated', node: token.node })
    if (scope.owner === 0) endInstance(this.#run, this.#run.state.outcome ?? 'completed')
    else finishScope(this.#run, scope.key)
  }

  setOutcome(outcome: string): void {
    this.#run.state.outcome = outcome
  }

  note(action: string, token: Token, detail: Record<string, unknown> = {}): void {
    this.#run.note({ action, node: token.node, detail })
  }

  noWayOut(token: Token): Error {
    return noWayOut(this.node(token.node))
  }

  refuse(token: Token, zh: string, en: string): Error {
    return fail('bpmn-invalid', { element: nameOf(this.node(token.node)), reason: { zh, en } })
  }
}

function isPlainContext(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
