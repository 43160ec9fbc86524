import { assert } from '@formwork/platform/error/index.ts'
import type { GraphNode, ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type {
  ProcessState,
  Rest,
  ScopeState,
  SeatState,
  SubscriptionState,
  Token,
} from '@formwork/platform/plugin/contracts/process-state.ts'
import type { FunctionRegistry } from '@formwork/platform/expression/index.ts'
import type { Behaviours } from './behaviours.ts'
import type { ProcessEngine } from './engine.ts'
import type { HistoryEntry, ProcessEffect, SeatClosing } from './effect.ts'
import type { ProcessFacts } from './facts.ts'
import type { StepLog } from './step-log.ts'

/** What is still to be done in this step. */
export type Task = { readonly do: 'enter' | 'leave'; readonly token: number } | { readonly do: 'check'; readonly scope: number }

/** Who caused this step. */
export interface Cause {
  readonly person: number | null
  readonly onBehalfOf: number | null
}

/**
 * One step in the making: a draft of the state and what comes of it. The old state is never changed: entries are
 * replaced, not edited, so that what changed is seen by comparing references.
 */
export class Run {
  readonly graph: ProcessGraph
  readonly facts: ProcessFacts
  readonly behaviours: Behaviours
  readonly functions: FunctionRegistry
  readonly state: ProcessState
  readonly agenda: Task[] = []
  readonly history: HistoryEntry[] = []
  readonly effects: ProcessEffect[] = []
  readonly closings = new Map<number, SeatClosing>()
  /** Elements entered, in order. */
  readonly trace: string[] = []
  /** What finished inside scopes that ended in this step, for compensation. */
  readonly finishedScopes = new Map<number, ScopeState>()
  /** Notes what this step asks of the world. */
  readonly log: StepLog | undefined
  cause: Cause = { person: null, onBehalfOf: null }
  readonly #population = new Map<number, number>()

  constructor(engine: ProcessEngine, graph: ProcessGraph, state: ProcessState, facts: ProcessFacts, log?: StepLog) {
    this.graph = graph
    this.facts = log?.watched ?? facts
    this.log = log
    this.behaviours = engine.behaviours
    this.functions = engine.functions
    this.state = {
      ...state,
      scopes: { ...state.scopes },
      tokens: { ...state.tokens },
      seats: { ...state.seats },
      subscriptions: { ...state.subscriptions },
      rounds: { ...state.rounds },
      verdicts: { ...state.verdicts },
    }
    for (const token of Object.values(state.tokens)) this.#count(token.scope, 1)
  }

  node(id: string): GraphNode {
    const node = this.graph.nodes.get(id)
    assert(node !== undefined, `No element ${id} in process ${this.graph.id}`)
    return node
  }

  token(key: number): Token | undefined {
    return this.state.tokens[key]
  }

  scope(key: number): ScopeState {
    const scope = this.state.scopes[key]
    assert(scope !== undefined, `No scope ${key}`)
    return scope
  }

  newKey(): number {
    return this.state.next++
  }

  addToken(token: Omit<Token, 'key'>): Token {
    const added: Token = { ...token, key: this.newKey() }
    this.state.tokens[added.key] = added
    this.#count(added.scope, 1)
    return added
  }

  changeToken(key: number, change: Partial<Token>): Token {
    const token = this.state.tokens[key]
    assert(token !== undefined, `No token ${key}`)
    const changed = { ...token, ...change }
    this.state.tokens[key] = changed
    return changed
  }

  dropToken(key: number): void {
    const token = this.state.tokens[key]
    if (token === undefined) return
    delete this.state.tokens[key]
    this.#count(token.scope, -1)
  }

  /** Puts a token back as it was, under its own key. */
  restoreToken(token: Token): void {
    this.state.tokens[token.key] = token
    this.#count(token.scope, 1)
  }

  rest(key: number, rest: Rest): Token {
    return this.changeToken(key, { rest })
  }

  tokensIn(scope: number): Token[] {
    return Object.values(this.state.tokens).filter((token) => token.scope === scope)
  }

  population(scope: number): number {
    return this.#population.get(scope) ?? 0
  }

  putScope(scope: ScopeState): void {
    this.state.scopes[scope.key] = scope
  }

  changeScope(key: number, change: Partial<ScopeState>): void {
    this.state.scopes[key] = { ...this.scope(key), ...change }
  }

  dropScope(key: number): void {
    delete this.state.scopes[key]
  }

  putSeat(seat: SeatState): SeatState {
    this.state.seats[seat.key] = seat
    return seat
  }

  changeSeat(key: number, change: Partial<SeatState>): SeatState {
    const seat = this.state.seats[key]
    assert(seat !== undefined, `No seat ${key}`)
    return this.putSeat({ ...seat, ...change, version: seat.version + 1 })
  }

  /** The last word about a seat; its row keeps it when the seat leaves the state. */
  closeSeat(key: number, closing: SeatClosing): void {
    this.closings.set(key, closing)
  }

  dropSeat(key: number): void {
    delete this.state.seats[key]
  }

  putSubscription(subscription: SubscriptionState): void {
    this.state.subscriptions[subscription.key] = subscription
  }

  dropSubscription(key: number): void {
    delete this.state.subscriptions[key]
  }

  note(entry: Partial<HistoryEntry> & { action: string }): void {
    this.history.push({
      node: null,
      seat: null,
      person: this.cause.person,
      onBehalfOf: this.cause.onBehalfOf,
      round: null,
      detail: {},
      ...entry,
    })
  }

  #count(scope: number, change: 1 | -1): void {
    this.#population.set(scope, (this.#population.get(scope) ?? 0) + change)
  }
}
