import type { SeatState, SubscriptionState } from '@formwork/platform/plugin/contracts/process-state.ts'

/** One line of the append-only history of an instance. */
export interface HistoryEntry {
  readonly action: string
  readonly node: string | null
  readonly seat: number | null
  /** null: the system. */
  readonly person: number | null
  readonly onBehalfOf: number | null
  readonly round: number | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Work for the world outside the instance; the caller does it in the same transaction or queues it there. */
export type ProcessEffect =
  | { readonly do: 'record.post' }
  | { readonly do: 'record.return'; readonly outcome: string }
  | { readonly do: 'record.write'; readonly values: Readonly<Record<string, unknown>> }
  | {
      readonly do: 'call.start'
      readonly token: number
      readonly process: string
      readonly binding: string
      readonly version: string | null
      readonly variables: Readonly<Record<string, unknown>>
      readonly forget: boolean
    }
  | { readonly do: 'call.cancel'; readonly token: number }
  | { readonly do: 'signal'; readonly name: string; readonly variables: Readonly<Record<string, unknown>> }
  | {
      readonly do: 'message'
      readonly name: string
      readonly correlation: string | null
      readonly variables: Readonly<Record<string, unknown>>
    }
  | { readonly do: 'job'; readonly token: number; readonly job: string; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly do: 'copy'; readonly node: string; readonly people: readonly number[] }
  | { readonly do: 'notify'; readonly kind: string; readonly seats: readonly number[]; readonly text: string | null }
  | { readonly do: 'escalated'; readonly code: string | null }
  | { readonly do: 'ended'; readonly outcome: string; readonly error: string | null; readonly variables: Readonly<Record<string, unknown>> }

/** How a seat's row changes: what the state holds now, and for a closed one its last word. */
export type SeatChange =
  /** `turns`: it was planned or waited, and may be acted on now. */
  | { readonly change: 'opened' | 'updated' | 'reopened'; readonly seat: SeatState; readonly turns?: boolean }
  | { readonly change: 'closed'; readonly seat: SeatState; readonly closing: SeatClosing }

export interface SeatClosing {
  /** approved, rejected, abstained, submitted, not-needed, cancelled, returned, removed, transferred, taken-back. */
  readonly status: string
  readonly by: number | null
  readonly opinion: string | null
}

export type SubscriptionChange =
  | { readonly change: 'added'; readonly subscription: SubscriptionState }
  | { readonly change: 'removed'; readonly key: number; readonly kind: SubscriptionState['kind'] }
