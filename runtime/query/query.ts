import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import type { Reading } from '../store/database.ts'
import type { Store } from '../store/store.ts'

/** What a query sees: a consistent reading of one workspace, and who asks. */
export interface QueryContext {
  readonly reading: Reading
  readonly model: Model
  readonly store: Store
  readonly registry: Registry
  readonly actor: Actor
  readonly organisation: Organisation
  /** Milliseconds since the epoch, fixed for the query. */
  readonly now: number
  readonly language: 'zh' | 'en'
}

/** A query as it travels to a reader: plain JSON. */
export interface QueryRequest {
  readonly person: number | null
  readonly scopes?: readonly string[]
  readonly language: 'zh' | 'en'
  readonly arguments: unknown
}

/**
 * A read use case. `point` queries (by key, or one indexed page) run on the server's main thread over the read-only connection;
 * `long` ones (aggregates, reports, exports) run in a killable reader process.
 */
export interface Query {
  readonly name: string
  readonly cost: 'point' | 'long'
  /** Needs no signed-in person (session and sign-in look-ups of the server itself); never reachable through a route as such. */
  readonly internal?: boolean
  run(context: QueryContext, request: never): Promise<unknown>
}
