import { api, type JsonValues } from '../api/index.ts'

export interface Decision {
  seat: string
  version: number
  opinion?: string
  /** Hash of what the person saw: a decision about something else is refused. */
  shown?: string
  changes?: unknown
}

/** One verb on one seat. */
export function decide(verb: string, decision: Decision, key: string): Promise<JsonValues> {
  return api.command(verb, stripEmpty(decision), key)
}

function stripEmpty(decision: Decision): Partial<Decision> {
  return Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== undefined && value !== '')) as Partial<Decision>
}
