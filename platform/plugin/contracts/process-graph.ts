import type { ProcessElement } from '../../definition/types.ts'

/** A text that is a FEEL formula when it begins with `=`, else a literal. */
export type FormulaOrText = string

export interface GraphFlow {
  readonly id: string
  readonly name: string | null
  readonly from: string
  readonly to: string
  /** FEEL without a leading `=`; null: always taken. */
  readonly condition: string | null
}

export interface GraphTimer {
  readonly kind: 'date' | 'duration' | 'cycle'
  /** ISO 8601 text, or a formula that gives one (or a FEEL date, duration). */
  readonly value: FormulaOrText
}

export interface GraphEventDefinition {
  /** BPMN type, e.g. `bpmn:TimerEventDefinition`. */
  readonly type: string
  /** Message, signal or link name, error or escalation code; null: any (errors, escalations) or not said. */
  readonly name: FormulaOrText | null
  readonly timer?: GraphTimer
  /** conditional: FEEL. */
  readonly condition?: string
  /** error, escalation: variables that take what was caught. */
  readonly codeVariable?: string
  readonly messageVariable?: string
  /** compensation: the activity to compensate; absent: the whole scope. */
  readonly activity?: string
  /** compensation throw: go on only when the handlers are done (default true). */
  readonly waitForCompletion?: boolean
}

export interface GraphLoop {
  readonly kind: 'standard' | 'multi'
  /** standard: judge the condition before the first pass. */
  readonly testBefore: boolean
  /** standard: most passes. */
  readonly maximum: FormulaOrText | null
  /** standard: go on while true (FEEL). multi: stop when true (FEEL). */
  readonly condition: string | null
  readonly sequential: boolean
  /** multi: how many, or over what. */
  readonly cardinality: FormulaOrText | null
  /** FEEL; gives a list. */
  readonly collection: string | null
  readonly elementVariable: string | null
  /** Each pass's value of this FEEL text is collected, in order, into the variable. */
  readonly output: { readonly variable: string; readonly element: string } | null
  /** First number of `loopCounter`: 1 in BPMN, 0 in files written for tools that count from 0. */
  readonly counterStart: 0 | 1
  /** multi, `behavior`: a signal thrown at the activity's boundary for the first or every finished pass. */
  readonly behaviour: 'none' | 'one' | 'all' | 'complex'
  readonly event: GraphEventDefinition | null
  /** complex: events thrown when their condition (FEEL) is true after a pass. */
  readonly events?: readonly { readonly condition: string; readonly event: GraphEventDefinition }[]
}

/** A variable handed over: `to` receives the value of the formula or text. */
export interface GraphMapping {
  readonly to: string
  readonly value: FormulaOrText
}

export interface GraphNode {
  readonly id: string
  readonly name: string | null
  /** BPMN type, e.g. `bpmn:UserTask`. */
  readonly type: string
  /** Id of the process or sub-process it lies in. */
  readonly scope: string
  readonly incoming: readonly string[]
  readonly outgoing: readonly string[]
  readonly default: string | null
  /** Boundary events on this activity, in document order. */
  readonly attached: readonly string[]
  /** boundary: the activity it sits on. */
  readonly host: string | null
  readonly events: readonly GraphEventDefinition[]
  /** Boundary and event sub-process starts: stops what it is attached to (default true). */
  readonly interrupting: boolean
  /** All event definitions are needed, not one of them. */
  readonly parallelMultiple: boolean
  readonly loop: GraphLoop | null
  readonly forCompensation: boolean
  /** On a compensation boundary event: the handler activity. */
  readonly handler: string | null
  /** On an activity: its compensation boundary event's handler. */
  readonly compensatedBy: string | null
  /** Sub-process whose start is an event (`triggeredByEvent`). */
  readonly triggeredByEvent: boolean
  readonly inputs: readonly GraphMapping[]
  readonly outputs: readonly GraphMapping[]
  /** What only some types have: script, result, called, version, decision, message, ordering, completion … */
  readonly options: Readonly<Record<string, unknown>>
  /** Approval settings of process.json, and attributes of other tools brought into the same form. */
  readonly settings: Readonly<ProcessElement>
}

/** A process or a sub-process: what lies directly inside. */
export interface GraphScope {
  readonly id: string
  readonly parent: string | null
  readonly nodes: readonly string[]
  /** Start events that begin it without a trigger; else the activities nothing leads to. */
  readonly starts: readonly string[]
  /** Start events with a trigger. */
  readonly triggeredStarts: readonly string[]
  /** Event sub-processes directly inside. */
  readonly eventSubprocesses: readonly string[]
}

/** One executable process: immutable, names only ids of its elements. */
export interface ProcessGraph {
  readonly id: string
  readonly name: string | null
  readonly nodes: ReadonlyMap<string, GraphNode>
  readonly flows: ReadonlyMap<string, GraphFlow>
  readonly scopes: ReadonlyMap<string, GraphScope>
  /** When the initiator may cancel. */
  readonly cancel: 'before-decision' | 'any' | 'approval' | 'never'
  /** Separation of duty: sets of user tasks of which one person decides at most one; `initiator` is having started it. */
  readonly duties?: readonly { readonly name: string; readonly elements: readonly string[] }[]
}
