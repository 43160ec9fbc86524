import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { request } from '@formwork/runtime/client/api/request.ts'

/** The record as the steps of a drive call it. */
export const DRIVEN = 'the record'

export interface Seed {
  readonly given: ScenarioStep[]
  readonly when: ScenarioStep[]
}

interface Labelled {
  readonly id: string
  readonly label?: LocalizedText
}

export interface DrivenSeat {
  readonly seat: string
  readonly node: string
  readonly label: LocalizedText
  readonly round: number
  readonly login: string | null
  readonly person: string
  readonly status: string
  readonly isOpen: boolean
  readonly opinion: string | null
  readonly due: number | null
  readonly why: LocalizedText
  readonly rule: string | null
  readonly verbs: readonly string[]
  readonly returns: readonly Labelled[]
  readonly edit: readonly string[]
  readonly opinionRule: string
}

export interface DrivenStep {
  readonly name: string
  readonly as: string | null
  readonly do: string
  readonly refused: { readonly code: string; readonly message: string } | null
  readonly now: number
  readonly record: { readonly status: string; readonly outcome: string | null; readonly number: string | null; readonly title: string }
  readonly process: {
    readonly name: string
    readonly status: string
    readonly outcome: string | null
    readonly active: readonly string[]
    readonly passed: readonly string[]
    readonly seats: readonly DrivenSeat[]
    readonly forecast: readonly { node: Labelled; status: string; people: readonly { name: string }[] }[]
  } | null
}

export interface DriveReport {
  readonly failure: { readonly step: string; readonly message: string } | null
  readonly given: ScenarioStep[]
  readonly steps: readonly DrivenStep[]
}

export interface Difference {
  readonly kind: 'step-added' | 'step-removed' | 'other-people' | 'other-verdict' | 'other-end' | 'not-asked' | 'refused'
  readonly node?: Labelled | null
  readonly people?: readonly { name: string }[]
  readonly person?: { name: string }
  readonly before?: string | null | readonly { name: string }[]
  readonly after?: string | null | readonly { name: string }[]
}

export interface Rehearsal {
  readonly instances: number
  readonly reproduced: number
  readonly same: number
  readonly otherPeople: number
  readonly otherEnd: number
  readonly moreSteps: number
  readonly fewerSteps: number
  readonly rows: readonly {
    readonly instance: string
    readonly record: { readonly id: string; readonly number: string | null; readonly title: string | null } | null
    readonly reproduced: boolean
    readonly assumed: number
    readonly differences: readonly Difference[]
  }[]
}

export interface CaseOutcome {
  readonly name: string
  readonly label: LocalizedText
  readonly difference: string | null
}

/** What test drives and rehearsals ask of the server; both read only. */
export const trialApi = {
  seed: (entity: string, id: string) => request<Seed>('GET', 'design/trial/seed', { query: { entity, id } }),
  drive: (given: readonly ScenarioStep[], when: readonly ScenarioStep[]) =>
    request<DriveReport>('POST', 'design/trial', { body: { given, when, record: DRIVEN } }),
  cases: () => request<{ cases: CaseOutcome[] }>('POST', 'design/cases', { body: {} }),
  rehearse: (process: string) => request<Rehearsal>('GET', 'design/rehearsal', { query: { process, limit: 200 } }),
}
