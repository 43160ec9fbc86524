import type { LocalizedText } from '../../error/index.ts'
import type { Contribution } from './contribution.ts'

/** What leaves the workspace. */
export interface OutgoingMessage {
  readonly workspace: string
  /** Kind of the notice, or `call` of an automation. */
  readonly kind: string
  readonly text: string
  /** Names of those it is for. */
  readonly people: readonly string[]
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Further data, for machines. */
  readonly data: Readonly<Record<string, unknown>>
}

/** A request as it will be sent. */
export interface OutgoingRequest {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How a message looks at one kind of receiver. Makes the request only; whoever sends it guards the address. */
export interface NoticeChannel extends Contribution {
  readonly label: LocalizedText
  request(
    message: OutgoingMessage,
    target: { readonly url: string; readonly secret: string | null; readonly delivery: string },
  ): OutgoingRequest
  /** Whether an answer with status 2xx is a success after all; robots answer 200 to refusals too. */
  isAccepted?(body: string): boolean
}
