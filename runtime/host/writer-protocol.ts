import type { Answer, Command } from '../command/unit.ts'
import type { DatabaseLocation } from './database-location.ts'
import type { TransportedError } from './transported-error.ts'

/** From the server to a writer thread; messages are lists of these. */
export type WriterRequest =
  | { readonly do: 'open'; readonly id: number; readonly workspace: string; readonly location: DatabaseLocation }
  | { readonly do: 'execute'; readonly id: number; readonly workspace: string; readonly command: Command }
  | { readonly do: 'close'; readonly id: number; readonly workspace: string }

/** Back again, lists too; answers of commands only after their commit has returned. */
export type WriterReply = { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly error: TransportedError }
