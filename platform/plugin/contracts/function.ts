import type { Contribution } from './contribution.ts'

/** A FEEL function added by a plugin. Pure; an unusable argument yields null, as DMN has it. */
export interface FunctionPlugin extends Contribution {
  /** FEEL name; may contain spaces. */
  readonly name: string
  readonly help: { zh: string; en: string }
  readonly parameters: readonly { name: string; type: string; optional?: boolean }[]
  /** FEEL type of the result. */
  readonly result: string
  /** Where it can be computed: the browser leaves `server` functions to the preview. */
  readonly runs: 'anywhere' | 'server'
  /** Values in the form of the expression engine. */
  call(...values: unknown[]): unknown
}
