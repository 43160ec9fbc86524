/** Execution state of one process instance: plain data, keyed by small numbers of the instance's own counter. */
export interface ProcessState {
  /** Version of this shape. */
  readonly schema: 1
  status: 'running' | 'returned' | 'ended'
  /** Why it ended: completed, rejected, cancelled, terminated, error … */
  outcome: string | null
  /** Code of the error nobody caught. */
  error: string | null
  /** Person who started it; the system has null. */
  initiator: number | null
  /** Next free key. */
  next: number
  scopes: Record<string, ScopeState>
  tokens: Record<string, Token>
  seats: Record<string, SeatState>
  subscriptions: Record<string, SubscriptionState>
  /** Visits so far by user task. */
  rounds: Record<string, number>
  /** Who decided what since the last return: for skipping people who decided before. */
  decided: readonly { readonly node: string; readonly person: number; readonly verdict: string }[]
  /** Who decided what in the whole instance, returns or not: for the separation of duty. */
  acted?: readonly Deed[]
  /** People chosen by hand for steps to come, by user task. */
  picks?: Readonly<Record<string, readonly number[]>>
  /** Timers and messages that could not be followed, by subscription: an administrator tries them again. */
  failures?: Readonly<Record<string, Failure>>
  /** How the last visit of each user task ended: approve, reject, submit. */
  verdicts: Record<string, string>
  /** Order number of the step that made this state. */
  steps: number
}

export interface Deed {
  readonly node: string
  readonly person: number
  readonly principal: number | null
}

export interface Failure {
  readonly subscription: SubscriptionState
  readonly message: string
}

export interface ScopeState {
  readonly key: number
  /** Process or sub-process element; of a pass of a loop or multi-instance activity: that activity. */
  readonly node: string
  /** 0 for the process. */
  readonly parent: number
  /** The token that waits for it in the parent scope; 0 for the process. */
  readonly owner: number
  readonly kind: 'process' | 'subprocess' | 'pass'
  readonly variables: Readonly<Record<string, unknown>>
  /** Finished activities that can be compensated, in the order they finished. */
  readonly compensable: readonly Compensable[]
  /** Complex gateways that fired and wait for the rest: gateway -> flows already used. */
  readonly resets: Readonly<Record<string, readonly string[]>>
}

export interface Compensable {
  readonly activity: string
  readonly handler: string
  /** Variables of the pass or sub-process as they were. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Of a sub-process without a handler of its own: what finished inside. */
  readonly inside: readonly Compensable[]
}

export interface Token {
  readonly key: number
  readonly scope: number
  readonly node: string
  /** Flow it came by. */
  readonly via: string | null
  /** One pass of a loop or multi-instance activity. */
  readonly pass: boolean
  /** Why it stands still; null: about to enter its node. */
  readonly rest: Rest | null
  /** Runs a compensation handler for this waiting token; 0: nobody waits for it. */
  readonly handlerOf?: number
  /** Runs a compensation event sub-process: what finished inside the activity and can be compensated from there. */
  readonly compensable?: readonly Compensable[]
  /** Straight back: where to go on when this visit is approved, instead of the outgoing flows. */
  readonly resume?: readonly ResumePoint[]
  /** Fingerprint of the shown values at the return: straight back only if they are still the same. */
  readonly resumeIf?: string | null
}

export interface ResumePoint {
  readonly node: string
  readonly via: string | null
  readonly join: boolean
}

export interface Visit {
  readonly kind: 'visit'
  readonly round: number
  /** Seats in order, those decided or removed too. */
  readonly seats: readonly number[]
}

export interface PassCounts {
  readonly kind: 'passes'
  /** null: standard loop. */
  readonly items: readonly unknown[] | null
  readonly total: number
  readonly started: number
  readonly completed: number
  readonly terminated: number
  readonly outputs: readonly unknown[]
}

export type Rest =
  | { readonly kind: 'join' }
  | { readonly kind: 'scope'; readonly scope: number }
  | { readonly kind: 'event'; readonly got?: readonly string[] }
  | { readonly kind: 'external'; readonly topic: string | null; readonly job: string | null }
  | { readonly kind: 'call'; readonly process: string }
  | { readonly kind: 'compensation'; readonly queue: readonly Compensable[]; readonly then: 'leave' | 'cancel'; readonly scope: number }
  | { readonly kind: 'resubmit' }
  | { readonly kind: 'incident'; readonly code: string; readonly parameters: Readonly<Record<string, string>> }
  | Visit
  | PassCounts

export type SeatStatus = 'open' | 'planned' | 'waiting' | 'approved' | 'rejected' | 'abstained' | 'submitted' | 'removed' | 'transferred'

/** One person's task at a node. */
export interface SeatState {
  readonly key: number
  readonly token: number
  readonly node: string
  readonly round: number
  readonly person: number
  /** Whose verdict it is, when a proxy sits here. */
  readonly principal: number | null
  /** Decimal text. */
  readonly weight: string
  readonly status: SeatStatus
  /** main: from the node's people; others: added by hand. */
  readonly origin: 'main' | 'before' | 'after' | 'beside' | 'helper'
  /** The seat it was added to. */
  readonly parent: number | null
  /** How several added people decide. */
  readonly inner: 'any' | 'all' | 'sequence' | null
  /** Why this person: key of a text and its parts. */
  readonly reason: SeatReason
  /** Milliseconds since the epoch. */
  readonly openedAt: number
  readonly due: number | null
  /** Its deadline runs by itself, not with the visit's: it opened later, or waited for others. */
  readonly clock?: SeatClock
  /** Raised by every change. */
  readonly version: number
  readonly urged: number
  readonly urgedAt: number | null
}

/** While a seat waits for others its time stands still: what is left (milliseconds of its calendar) until its deadline and each timeout. */
export interface SeatClock {
  readonly paused: { readonly due: number; readonly steps: readonly { readonly index: number; readonly left: number }[] } | null
}

export interface SeatReason {
  /** leader, role, superior, initiator, named, added, proxy, transfer, empty-policy … */
  readonly source: string
  readonly detail: string
}

/** What wakes a resting token (or starts an event sub-process) from outside. */
export interface SubscriptionState {
  readonly key: number
  readonly kind: 'timer' | 'message' | 'signal' | 'condition' | 'reminder'
  /** Event element that catches. */
  readonly node: string
  /** Resting token; 0: an event sub-process of the scope. */
  readonly token: number
  readonly scope: number
  /** Message or signal name, reminder step. */
  readonly name: string | null
  /** Message correlation key as text. */
  readonly correlation: string | null
  /** timer: milliseconds since the epoch. */
  readonly due: number | null
  /** timer cycle: text still to run after this one. */
  readonly cycle: string | null
  /** condition: FEEL, and whether it was true when last judged. */
  readonly condition: string | null
  readonly wasTrue: boolean
  /** Place of its definition in the element (several event definitions). */
  readonly definition: number
}
