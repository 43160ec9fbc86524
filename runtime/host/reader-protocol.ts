import type { QueryRequest } from '../query/query.ts'
import type { DatabaseLocation } from './database-location.ts'
import type { TransportedError } from './transported-error.ts'

/** From the server to a reader process: one query at a time. */
export interface ReaderRequest {
  readonly workspace: string
  readonly location: DatabaseLocation
  readonly query: string
  readonly request: QueryRequest
}

export type ReaderReply = { readonly result: unknown } | { readonly error: TransportedError }
