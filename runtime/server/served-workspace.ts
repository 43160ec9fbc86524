import type { Answer, Command } from '../command/unit.ts'
import type { QueryRequest } from '../query/query.ts'

/** What the server needs of an open workspace; the host's workspaces have it. */
export interface ServedWorkspace {
  readonly name: string
  /** Folder of stored files. */
  readonly files?: string
  execute(command: Command): Promise<Answer>
  read(query: string, request: QueryRequest): Promise<unknown>
}

/** The workspaces of one server directory. A name that does not exist, or may not be served, is undefined. */
export interface ServedWorkspaces {
  get(name: string): Promise<ServedWorkspace | undefined>
  /** Ready to take commands: every open database answers. */
  isReady(): Promise<boolean>
}
