import { fail, isAppError, type AppError } from '@formwork/platform/error/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { planTimer } from '@formwork/platform/definition/bpmn/timer.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState, SubscriptionState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessEffect } from '../../engine/process/effect.ts'
import type { ProcessEngine } from '../../engine/process/engine.ts'
import type { ProcessEvent } from '../../engine/process/event.ts'
import type { ProcessFacts } from '../../engine/process/facts.ts'
import { triggersOf } from '../../engine/process/graph-questions.ts'
import { newState } from '../../engine/process/new-state.ts'
import { completeStep } from '../../engine/process/step.ts'
import type { RunPeople } from './people.ts'

export interface Instance {
  readonly id: number
  graph: ProcessGraph
  state: ProcessState
  readonly parent: { readonly instance: number; readonly token: number } | null
}

export interface WorldOptions {
  readonly engine: ProcessEngine
  readonly graphs: ReadonlyMap<string, ProcessGraph>
  readonly people: RunPeople
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly now: number
  readonly timeZone: string
  readonly record?: unknown
}

/** Instances touched by one step of the script: more is a circle of calls or messages. */
const MOST_FOLLOWING = 1_000
/** Timers fired by one move of the clock. */
const MOST_TIMERS = 10_000

type Variables = Readonly<Record<string, unknown>>
interface Timer {
  readonly due: number
  /** Of an instance; a timer that starts one has neither. */
  readonly instance?: Instance
  readonly subscription?: number
  fire(): void
}

/** Instances, clock, messages and timers in memory around the real engine: what the server does with tables and jobs. */
export class World {
  readonly instances: Instance[] = []
  now: number
  /** Elements and flows passed since `takeTrace`. */
  #trace: string[] = []
  #effects: { instance: Instance; effect: ProcessEffect }[] = []
  readonly #options: WorldOptions
  #kept: { name: string; correlation: string | null; variables: Variables }[] = []
  #starts: { due: number; cycle: string | null; process: string; node: string }[] = []

  constructor(options: WorldOptions) {
    this.#options = options
    this.now = options.now
  }

  get facts(): ProcessFacts {
    const { people, decisions, timeZone, record } = this.#options
    return { now: this.now, timeZone, people, process: '', record, decisions, proxies: [], random: 0.5, administrators: [1], shown: null }
  }

  takeTrace(): string[] {
    const trace = this.#trace
    this.#trace = []
    return trace
  }

  graph(process: string): ProcessGraph {
    const graph = this.#options.graphs.get(process)
    if (graph === undefined) throw fail('process-unknown', { process })
    return graph
  }

  /** Starts an instance and everything that follows. */
  start(process: string, request: { person: number | null; variables: Variables; node?: string; parent?: Instance['parent'] }): Instance {
    const graph = this.graph(process)
    const instance: Instance = { id: this.instances.length + 1, graph, state: newState(graph), parent: request.parent ?? null }
    const state = this.#compute(instance, { type: 'start', person: request.person, variables: request.variables, node: request.node })
    this.instances.push(instance)
    instance.state = state
    this.#takeKept(instance)
    this.#follow()
    return instance
  }

  /** Lets an event happen to an instance; when it is refused nothing has changed. */
  step(instance: Instance, event: ProcessEvent): void {
    instance.state = this.#compute(instance, event)
    this.#takeKept(instance)
    this.#follow()
  }

  /** A call whose process is under way here ends with it. */
  isCalling({ id }: Instance, token: number): boolean {
    return this.instances.some(({ parent, state }) => parent?.instance === id && parent.token === token && state.status !== 'ended')
  }

  /** Waits of all instances for a message or signal of this name. */
  listeners(kind: 'message' | 'signal', name: string): { instance: Instance; subscription: SubscriptionState }[] {
    return this.instances.flatMap((instance) =>
      Object.values(instance.state.subscriptions)
        .filter((subscription) => subscription.kind === kind && subscription.name === name)
        .map((subscription) => ({ instance, subscription })),
    )
  }

  /** One receiver: whoever waits with this key, else a process that starts with it, else it is kept. */
  message(name: string, correlation: string | null, variables: Variables): void {
    const listener = this.listeners('message', name).find(
      ({ subscription }) => subscription.correlation === null || subscription.correlation === correlation,
    )
    if (listener !== undefined) return this.step(listener.instance, { type: 'message', subscription: listener.subscription.key, variables })
    const start = this.#startsWith('bpmn:MessageEventDefinition', name)[0]
    if (start !== undefined) this.start(start.process, { person: null, variables, node: start.node })
    else this.#kept.push({ name, correlation, variables })
  }

  /** Everybody who listens now, and every process that starts with it. */
  signal(name: string, variables: Variables): void {
    for (const { instance, subscription } of this.listeners('signal', name)) {
      if (instance.state.subscriptions[subscription.key] !== undefined) {
        this.step(instance, { type: 'signal', subscription: subscription.key, variables })
      }
    }
    for (const start of this.#startsWith('bpmn:SignalEventDefinition', name)) {
      this.start(start.process, { person: null, variables, node: start.node })
    }
  }

  /** Timer start events of a process begin to count. */
  deploy(process: string): void {
    const graph = this.graph(process)
    for (const id of graph.scopes.get(graph.id)?.triggeredStarts ?? []) {
      for (const event of graph.nodes.get(id)!.events) {
        if (event.timer === undefined) continue
        const planned = planTimer(event.timer.kind, event.timer.value, this.now, this.#options.timeZone)
        if (planned !== null) this.#starts.push({ ...planned, process, node: id })
      }
    }
  }

  /** Does something or nothing: what is refused leaves every instance, message and timer as it was. */
  async attempt(work: () => void | Promise<void>): Promise<AppError | undefined> {
    const restore = this.#snapshot()
    try {
      await work()
      return undefined
    } catch (error) {
      restore()
      if (!isAppError(error)) throw error
      return error
    }
  }

  /** States are never changed in place, so that references are enough. */
  #snapshot(): () => void {
    const instances = this.instances.map((instance) => ({ instance, graph: instance.graph, state: instance.state }))
    const [now, kept, starts] = [this.now, [...this.#kept], this.#starts]
    return () => {
      this.instances.length = instances.length
      for (const { instance, graph, state } of instances) Object.assign(instance, { graph, state })
      Object.assign(this, { now })
      this.#kept = kept
      this.#starts = starts
      this.#effects = []
      this.#trace = []
    }
  }

  /** Moves the clock; timers fire one after another, each at its own time. One that fails becomes an incident. */
  advance(to: number): void {
    for (let count = 0; ; count++) {
      const next = this.#nextTimer(to)
      if (next === undefined) break
      if (count >= MOST_TIMERS) throw fail('process-unbounded', { element: 'timer', limit: MOST_TIMERS })
      this.now = Math.max(this.now, next.due)
      this.#fire(next)
    }
    this.now = Math.max(this.now, to)
  }

  #fire(timer: Timer): void {
    const passed = this.#trace
    const restore = this.#snapshot()
    try {
      timer.fire()
    } catch (error) {
      restore()
      this.#trace = passed
      if (!isAppError(error) || timer.instance === undefined) throw error
      this.step(timer.instance, { type: 'job-failed', subscription: timer.subscription!, message: error.describe('en') })
    }
  }

  #nextTimer(to: number): Timer | undefined {
    const timers: Timer[] = this.instances.flatMap((instance) =>
      Object.values(instance.state.subscriptions)
        .filter(({ key, due }) => due !== null && due <= to && instance.state.failures?.[key] === undefined)
        .map((subscription) => ({
          instance,
          subscription: subscription.key,
          due: subscription.due!,
          fire: () => this.step(instance, { type: 'due', subscription: subscription.key }),
        })),
    )
    for (const start of this.#starts) if (start.due <= to) timers.push({ due: start.due, fire: () => this.#fireStart(start) })
    return timers.sort((left, right) => left.due - right.due)[0]
  }

  #fireStart(start: { due: number; cycle: string | null; process: string; node: string }): void {
    this.#starts = this.#starts.filter((other) => other !== start)
    const next = start.cycle === null ? null : planTimer('cycle', start.cycle, start.due, this.#options.timeZone)
    if (next !== null) this.#starts.push({ ...start, ...next })
    this.start(start.process, { person: null, variables: {}, node: start.node })
  }

  #compute(instance: Instance, event: ProcessEvent): ProcessState {
    const result = completeStep(this.#options.engine, instance.graph, instance.state, event, this.facts)
    this.#trace.push(...result.trace)
    for (const effect of result.effects) this.#effects.push({ instance, effect })
    return result.state
  }

  /** Calls, messages, signals and ends, until nothing follows any more. */
  #follow(): void {
    for (let count = 0; this.#effects.length > 0; count++) {
      if (count >= MOST_FOLLOWING) throw fail('settle-unbounded', { limit: MOST_FOLLOWING })
      const { instance, effect } = this.#effects.shift()!
      this.#followEffect(instance, effect)
    }
  }

  #followEffect(instance: Instance, effect: ProcessEffect): void {
    if (effect.do === 'call.start') {
      // A process that is not among the files is somebody else's: its call waits to be completed.
      if (!this.#options.graphs.has(effect.process)) return
      const parent = effect.forget ? null : { instance: instance.id, token: effect.token }
      this.start(effect.process, { person: instance.state.initiator, variables: effect.variables, parent })
    } else if (effect.do === 'call.cancel') {
      for (const child of this.instances) {
        if (child.parent?.instance === instance.id && child.parent.token === effect.token && child.state.status !== 'ended') {
          this.step(child, { type: 'end', person: null, reason: 'cancelled by the caller' })
        }
      }
    } else if (effect.do === 'signal') this.signal(effect.name, effect.variables)
    else if (effect.do === 'message') this.message(effect.name, effect.correlation, effect.variables)
    else if (instance.parent !== null) this.#tellCaller(instance.parent, effect)
  }

  #tellCaller(parent: NonNullable<Instance['parent']>, effect: ProcessEffect): void {
    const caller = this.instances.find((candidate) => candidate.id === parent.instance)
    if (caller === undefined) return
    const { token } = parent
    if (effect.do === 'escalated') this.step(caller, { type: 'called-escalated', token, code: effect.code })
    if (effect.do !== 'ended') return
    const { outcome, error, variables } = effect
    this.step(caller, { type: 'called-ended', token, outcome, error, variables })
  }

  /** A message that came too early reaches whoever waits now. */
  #takeKept(instance: Instance): void {
    for (const subscription of Object.values(instance.state.subscriptions)) {
      if (subscription.kind !== 'message' || instance.state.subscriptions[subscription.key] === undefined) continue
      const index = this.#kept.findIndex(
        (kept) =>
          kept.name === subscription.name &&
          (subscription.correlation === null || kept.correlation === null || kept.correlation === subscription.correlation),
      )
      if (index < 0) continue
      const [kept] = this.#kept.splice(index, 1)
      instance.state = this.#compute(instance, { type: 'message', subscription: subscription.key, variables: kept!.variables })
    }
  }

  #startsWith(type: string, name: string): { process: string; node: string }[] {
    return [...this.#options.graphs.values()].flatMap((graph) =>
      (graph.scopes.get(graph.id)?.triggeredStarts ?? [])
        .flatMap((id) => triggersOf(graph, id))
        .filter((id) => graph.nodes.get(id)!.events.some((event) => event.type === type && event.name === name))
        .map((node) => ({ process: graph.id, node })),
    )
  }
}

/** Tokens that stand at an element and wait for somebody, those of single passes included. */
export function waitingAt(instance: Instance, element: string): Token[] {
  return Object.values(instance.state.tokens).filter(
    (token) => token.node === element && token.rest !== null && token.rest.kind !== 'passes' && token.rest.kind !== 'join',
  )
}
