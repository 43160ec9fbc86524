import type { DatabaseLocation } from './database-location.ts'
import type { TransportedError } from './transported-error.ts'

/**
 * From the server to a writer thread; messages are lists of these. Commands and answers travel as JSON text: they are plain
 * JSON, and to parse it takes half as long as to clone the objects.
 */
export type WriterRequest =
  | { readonly do: 'open'; readonly id: number; readonly workspace: string; readonly location: DatabaseLocation }
  | { readonly do: 'execute'; readonly id: number; readonly workspace: string; readonly command: string }
  | { readonly do: 'close'; readonly id: number; readonly workspace: string }

/** Back again, lists too; answers of commands only after their commit has returned. */
export type WriterReply = { readonly id: number; readonly answer: string } | { readonly id: number; readonly error: TransportedError }
