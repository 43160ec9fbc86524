import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'

export interface ProcessPerson {
  readonly id: number
  readonly name: string
  readonly login: string | null
  readonly department: number | null
  readonly superior: number | null
  readonly roles: readonly string[]
  readonly disabled: boolean
}

export interface ProcessDepartment {
  readonly id: number
  readonly name: string
  readonly parent: number | null
  readonly head: number | null
}

/** One dated picture of people; what `runtime/engine/permission` calls an organisation has this shape. */
export interface ProcessPeople {
  readonly people: ReadonlyMap<number, ProcessPerson>
  readonly departments: ReadonlyMap<number, ProcessDepartment>
  /** People known only by a text (login or name): models of other tools name them so. */
  find?(text: string): ProcessPerson | undefined
}

/** A stands in for B while it lasts: one hop of a chain. */
export interface ProxyRule {
  readonly from: number
  readonly to: number
  /** Milliseconds since the epoch, half open. */
  readonly begins: number
  readonly ends: number
  /** Process names; empty: all. */
  readonly processes: readonly string[]
  /** FEEL over what the process sees (amounts); absent: always. */
  readonly condition?: string | null
}

/** Everything a step may know of the world; recorded with the history, so that a rehearsal can feed it again. */
export interface ProcessFacts {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly timeZone: string
  readonly people: ProcessPeople
  /** Name of the process definition, for proxies. */
  readonly process: string
  /** What expressions see as `record` and `lines`; a reader may throw what only the caller of `step` catches. */
  readonly record?: unknown
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly proxies: readonly ProxyRule[]
  /** 0 (included) to 1 (not included): for picking one at random. */
  readonly random: number
  /** Who decides where nobody is named: the administrators of the process. */
  readonly administrators: readonly number[]
  /** Fingerprint of the values people decide about; null where there is no record. */
  readonly shown?: string | null
  /** Working time between two instants and back; absent: elapsed time. */
  readonly calendar?: (name: string) => WorkingCalendar | undefined
}

export interface WorkingCalendar {
  /** The instant that is this much working time (milliseconds) later. */
  add(instant: number, milliseconds: number): number
  /** Working time between two instants, in milliseconds; 0 when they are the wrong way round. */
  between(begin: number, end: number): number
  /** An ISO 8601 or FEEL duration later; a day is a working day. */
  addDuration(instant: number, duration: unknown): number
}
