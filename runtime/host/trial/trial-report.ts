import type { ScenarioStep } from '@formwork/platform/definition/types.ts'

/** What a test drive has come to after one of its steps: the answer of `POST /design/trial`, one a step. */
export interface TrialStep {
  /** Name of the scenario's step. */
  readonly name: string
  /** Login of whoever acted. */
  readonly as: string | null
  readonly do: string
  /** Why it was not done, in words. */
  readonly refused: { readonly code: string; readonly message: string } | null
  readonly now: number
  readonly record: { readonly status: string; readonly outcome: string | null; readonly number: string | null; readonly title: string }
  /** Null: no process runs about the record. */
  readonly process: TrialProcess | null
}

export interface TrialProcess {
  readonly name: string
  readonly status: string
  readonly outcome: string | null
  /** Elements where it stands, and those that it has passed. */
  readonly active: readonly string[]
  readonly passed: readonly string[]
  readonly seats: readonly TrialSeat[]
  /** Timers that run. */
  readonly timers: readonly { readonly element: string; readonly due: number }[]
  /** Steps to come, as the engine foresees them. */
  readonly forecast: readonly unknown[]
}

export interface TrialSeat {
  readonly seat: string
  readonly node: string
  readonly label: unknown
  readonly round: number
  readonly login: string | null
  readonly person: string
  readonly status: string
  readonly isOpen: boolean
  readonly opinion: string | null
  readonly due: number | null
  /** Why it is with this person, in the words that he reads. */
  readonly why: unknown
  /** The rule in process.json that names people for this step; null: none. */
  readonly rule: string | null
  readonly verbs: readonly string[]
  readonly returns: readonly { readonly id: string; readonly label?: unknown }[]
  readonly edit: readonly string[]
  /** required, required-on-reject, optional … */
  readonly opinionRule: string
}

export interface TrialReport {
  /** A step before the drive that could not be done: people, records. Nothing was driven then. */
  readonly failure: { readonly step: string; readonly message: string } | null
  /** The steps before the drive as they were done. */
  readonly given: readonly ScenarioStep[]
  readonly steps: readonly TrialStep[]
}
