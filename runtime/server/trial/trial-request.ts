import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { TransportedError } from '../../host/transported-error.ts'
import type { ScenarioDefinition } from '@formwork/platform/definition/types.ts'
import type { TrialReport } from '../../host/trial/trial-report.ts'

/** Definition files as a working copy holds them. */
export interface TrialFile {
  readonly path: string
  readonly text: string
}

/** From the server to the process that drives: one drive, or all cases that stand before a publish. */
export type TrialRequest =
  | {
      readonly kind: 'drive'
      readonly files: readonly TrialFile[]
      readonly scenario: Pick<ScenarioDefinition, 'given' | 'when' | 'sample'>
      readonly record: string
      readonly language: 'zh' | 'en'
    }
  | { readonly kind: 'cases'; readonly files: readonly TrialFile[] }

/** How a saved case went: null when all holds, else the first difference in words. */
export interface CaseOutcome {
  readonly name: string
  readonly label: LocalizedText
  readonly difference: string | null
}

export type TrialAnswer = { readonly result: TrialReport | readonly CaseOutcome[] } | { readonly error: TransportedError }
