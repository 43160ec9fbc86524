import { api, type JsonValues } from '../api/index.ts'

export interface Decision {
  seat: string
  /** Version of the seat. */
  version?: number
  opinion?: string
  /** Hash of what the person saw: a decision about something else is refused. */
  shown?: string
  changes?: unknown
  /** Whom the task goes to, or who is added, and how. */
  people?: string[]
  where?: string
  /** The step that it goes back to, and how it comes here again. */
  to?: string
  resubmit?: 'again' | 'straight'
  /** People for the step that follows, by its element. */
  picks?: Record<string, string[]>
  /** A picture, as a data address. */
  signature?: string
}

/** Verbs that decide: they say what was seen, and may carry changes of fields that the node opens. */
export const DECIDING: ReadonlySet<string> = new Set(['approve', 'reject', 'abstain', 'hand-in', 'return', 'return-to-initiator'])

/** One verb on one seat. */
export function decide(verb: string, decision: Decision, key: string): Promise<JsonValues> {
  return api.command(verb, stripEmpty(decision), key)
}

function stripEmpty(decision: Decision): Partial<Decision> {
  return Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== undefined && value !== '')) as Partial<Decision>
}
