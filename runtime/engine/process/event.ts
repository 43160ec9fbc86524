/** What a step reacts to. `person` is who acts; null is the system. */
export type ProcessEvent =
  | {
      readonly type: 'start'
      readonly person: number | null
      readonly variables: Readonly<Record<string, unknown>>
      readonly node?: string
      readonly picks?: Picks
    }
  | {
      readonly type: 'resubmit'
      readonly person: number | null
      readonly variables?: Readonly<Record<string, unknown>>
      readonly picks?: Picks
    }
  | { readonly type: 'verb'; readonly verb: string; readonly seat: number; readonly person: number | null; readonly input: VerbInput }
  | { readonly type: 'due'; readonly subscription: number }
  | { readonly type: 'message'; readonly subscription: number; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly type: 'signal'; readonly subscription: number; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly type: 'done'; readonly token: number; readonly person: number | null; readonly variables: Readonly<Record<string, unknown>> }
  | {
      readonly type: 'failed'
      readonly token: number
      readonly code: string | null
      readonly message: string
      readonly variables?: Readonly<Record<string, unknown>>
    }
  | {
      readonly type: 'called-ended'
      readonly token: number
      readonly outcome: string
      readonly error: string | null
      readonly variables: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'called-escalated'; readonly token: number; readonly code: string | null }
  | { readonly type: 'activate'; readonly node: string; readonly person: number | null }
  | { readonly type: 'changed' }
  | { readonly type: 'cancel'; readonly person: number | null; readonly reason: string | null }
  | { readonly type: 'end'; readonly person: number | null; readonly reason: string | null }
  | {
      readonly type: 'move'
      readonly person: number | null
      readonly from: string | null
      readonly to: string
      readonly reason: string | null
    }
  | { readonly type: 'retry'; readonly token: number; readonly person: number | null }
  | { readonly type: 'retry-timer'; readonly subscription: number; readonly person: number | null }
  /** A job of a service (`token`) or a timer (`subscription`) was tried often enough. */
  | { readonly type: 'job-failed'; readonly token?: number; readonly subscription?: number; readonly message: string }
  /** The record that it is about is no longer what it was: unposted, voided, deleted. */
  | { readonly type: 'withdrawn'; readonly person: number | null; readonly why: string }
  | { readonly type: 'take-back'; readonly person: number | null; readonly undo: unknown }
  | {
      readonly type: 'remark'
      readonly person: number | null
      readonly node: string
      readonly text: string
      readonly people: readonly number[]
      /** A copy for those people, not a remark. */
      readonly copies?: boolean
    }
  | { readonly type: 'arm'; readonly person: number | null }
  | { readonly type: 'set'; readonly variables: Readonly<Record<string, unknown>> }

/** People chosen for steps to come, by user task. */
export type Picks = Readonly<Record<string, readonly number[]>>

export interface VerbInput {
  /** Version of the seat that the person saw; absent: not checked (system, bulk over unseen tasks is refused outside). */
  readonly version?: number
  readonly opinion?: string | null
  readonly signature?: string | null
  readonly variables?: Readonly<Record<string, unknown>>
  /** return, transfer, delegate, add-sign … */
  readonly to?: string
  readonly people?: readonly number[]
  readonly resubmit?: 'again' | 'straight'
  readonly where?: 'before' | 'after' | 'beside'
  readonly decide?: 'any' | 'all' | 'sequence'
  readonly asDone?: boolean
  readonly picks?: Picks
}
