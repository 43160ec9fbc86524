import type { Model } from '@formwork/platform/definition/model.ts'
import type { Answer, Command } from '../command/unit.ts'
import type { QueryRequest } from '../query/query.ts'
import type { DatabaseLocation } from './database-location.ts'

/** An open workspace, as the server, the jobs and the command line see it. */
export interface Workspace {
  readonly name: string
  readonly dialect: DatabaseLocation['dialect']
  /** Folder of stored files; absent where there is none (sandboxes). */
  readonly files?: string
  /** The model of the current release. */
  model(): Promise<Model>
  /** Runs a command; durable when the promise resolves. Errors: the command's own, `disk-full`, `service-unavailable`. */
  execute(command: Command): Promise<Answer>
  /** Runs a query. Errors: the query's own, `not-found`, `timed-out`, `service-unavailable`. */
  read(query: string, request: QueryRequest): Promise<unknown>
  close(): Promise<void>
}
