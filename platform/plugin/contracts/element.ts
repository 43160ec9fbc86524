import type { LocalizedText } from '../../error/index.ts'
import type { Contribution } from './contribution.ts'
import type { GraphEventDefinition, GraphFlow, GraphNode, ProcessGraph } from './process-graph.ts'
import type { Rest, ScopeState, SubscriptionState, Token } from './process-state.ts'

/**
 * What a BPMN behaviour may do to the instance it runs in. Every method changes the draft of one step;
 * nothing here waits, reads a clock or draws a random number.
 */
export interface Moves {
  readonly graph: ProcessGraph
  /** Milliseconds since the epoch, fixed for the step. */
  readonly now: number
  readonly timeZone: string
  node(id: string): GraphNode
  flow(id: string): GraphFlow
  /** Outgoing flows in the order they are judged. */
  flowsFrom(node: GraphNode): readonly GraphFlow[]
  scopeOf(token: Token): ScopeState
  /** Tokens that rest at a node of the same scope. */
  resting(scope: number, node: string): readonly Token[]
  tokensIn(scope: number): readonly Token[]

  /** FEEL over the variables seen from the token. Errors: `formula-error` naming the element. */
  evaluate(token: Token, feel: string, extra?: Record<string, unknown>): unknown
  /** Literal text, or the value of a formula. */
  resolve(token: Token, text: string): unknown
  /** True only when the condition is true. */
  holds(token: Token, feel: string, extra?: Record<string, unknown>): boolean
  /** Sets a variable where it is visible from the token, else in the process. */
  setVariable(token: Token, name: string, value: unknown): void
  setLocalVariable(scope: number, name: string, value: unknown): void

  /** The token stands still at its node for this reason. */
  rest(token: Token, rest: Rest): void
  /** The activity is done: loops, compensation and boundary events are cared for, then the token leaves. */
  complete(token: Token): void
  /** Leaves by every outgoing flow that BPMN allows an activity or event to take. */
  leave(token: Token): void
  /** Leaves by exactly these flows. */
  take(token: Token, flows: readonly GraphFlow[]): void
  /** Goes to a node without a flow (links, compensation). */
  jump(token: Token, node: string): void
  /** The token is gone; its scope ends when it was the last. */
  consume(token: Token): void
  /** A further token in the scope, about to enter a node. */
  spawn(scope: number, node: string): Token

  /** Opens the seats of a user task. */
  openVisit(token: Token): void
  /** Opens the scope of a sub-process and starts what begins without a trigger. */
  openScope(token: Token): void
  /** Waits for somebody outside to do the work. `job`: what our own workers shall do, null: nothing of ours. */
  waitOutside(token: Token, topic: string | null, job: string | null, payload: Record<string, unknown>): void
  /** Starts the called process. */
  call(token: Token): void
  /** Runs a decision table; the result as the table's hit policy gives it. */
  decide(token: Token, decision: string): unknown
  /** Puts a result where the element says: its result variable, else a context spreads over variables. */
  keepResult(token: Token, result: unknown): void
  copyTo(token: Token, people: unknown): void
  /** Writes fields of the record the process is about. */
  writeRecord(token: Token, values: Record<string, unknown>): void
  /** Posts the record the process is about, before the process ends. */
  postRecord(token: Token): void

  subscribe(token: Token, catching: GraphNode, definition: number, plan: SubscriptionPlan): void
  /** Subscribes a catching event with all its definitions. */
  subscribeEvent(token: Token, catching: GraphNode): void
  dropSubscriptions(token: Token): void
  /** Ends everything in a scope without leaving it. */
  clearScope(scope: number, why: string): void
  cancel(token: Token, why: string): void
  /** Remembers flows that a complex gateway has used up; null: it starts anew. */
  setReset(scope: number, gateway: string, flows: readonly string[] | null): void

  throwError(token: Token, code: string | null, message: string): void
  /** False when nobody caught it in an interrupting way: the thrower goes on. */
  throwEscalation(token: Token, code: string | null): boolean
  throwSignal(token: Token, name: string): void
  throwMessage(token: Token, name: string, correlation: string | null): void
  /** Runs handlers in reverse order of completion; true: the token now waits for them. */
  compensate(token: Token, activity: string | null, wait: boolean): boolean
  /** Cancels the transaction the token lies in. */
  cancelTransaction(token: Token): void
  terminate(token: Token): void
  /** The declared result of an end event. */
  setOutcome(outcome: string): void

  note(action: string, token: Token, detail?: Record<string, unknown>): void
  /** The error to throw when an element cannot go on; it names the element. */
  refuse(token: Token, zh: string, en: string): Error
  /** The error to throw when no condition is true and there is no default flow. */
  noWayOut(token: Token): Error
}

export interface SubscriptionPlan {
  kind: SubscriptionState['kind']
  name?: string | null
  correlation?: string | null
  due?: number | null
  cycle?: string | null
  condition?: string | null
}

/** Something wrong with an element, found before anything runs. */
export interface ElementProblem {
  element: string
  name: string | null
  reason: LocalizedText
  /** error (default): cannot run; strict: runs, but a publish refuses it; warning: may be meant so. */
  severity?: 'error' | 'strict' | 'warning'
}

interface Element extends Contribution {
  readonly label: LocalizedText
  /** Publish check of one node. */
  check?(node: GraphNode, graph: ProcessGraph): LocalizedText[]
}

/** `name` is a BPMN type such as `bpmn:UserTask`. */
export interface ActivityElement extends Element {
  readonly group: 'activity'
  enter(moves: Moves, token: Token): void
  /**
   * Something inside ended: true completes the activity now and cancels what still runs inside.
   * Present: nothing inside starts by itself (ad-hoc). Absent: complete when the last token inside is gone.
   */
  inside?(moves: Moves, token: Token, isEmpty: boolean): boolean
}

export interface GatewayElement extends Element {
  readonly group: 'gateway'
  enter(moves: Moves, token: Token): void
  /** Asked for every gateway with waiting tokens when nothing else can move: true when something moved. */
  settle?(moves: Moves, node: GraphNode, scope: number): boolean
}

/** `name` is a BPMN type such as `bpmn:TimerEventDefinition`, or `none`. */
export interface EventDefinitionElement extends Element {
  readonly group: 'event-definition'
  readonly catches: readonly EventPositionName[]
  readonly throws: readonly EventPositionName[]
  /** How to wait for it; absent: found by walking up the scopes when thrown (errors, escalations, compensation, cancel). */
  plan?(moves: Moves, token: Token, definition: GraphEventDefinition, node: GraphNode): SubscriptionPlan
  /** Throws it; `wait`: the token stays, `gone`: the token no longer exists, `go`: it goes on. */
  throw?(moves: Moves, token: Token, definition: GraphEventDefinition, node: GraphNode): 'go' | 'wait' | 'gone'
}

export type EventPositionName = 'start' | 'event-start' | 'catch' | 'throw' | 'boundary' | 'end'

/** `name` is a position. */
export interface EventPositionElement extends Element {
  readonly group: 'event-position'
  /** BPMN types that stand in this position. */
  readonly types: readonly string[]
  /** A token arrives at the event. */
  enter(moves: Moves, token: Token, definitions: ReadonlyMap<string, EventDefinitionElement>): void
}

export type ElementBehaviour = ActivityElement | GatewayElement | EventDefinitionElement | EventPositionElement
