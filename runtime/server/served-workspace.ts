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
  /** How they are: for whoever watches the server, so nothing is named. */
  health(): Promise<WorkspacesHealth>
}

export interface WorkspacesHealth {
  /** Ready to take commands: every open database answers. */
  readonly isReady: boolean
  /** Codes of why workspaces could not be opened when they were last asked for, one each; others are served meanwhile. */
  readonly refused: readonly string[]
}
