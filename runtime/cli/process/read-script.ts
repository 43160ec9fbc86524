import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import type { DepartmentInput, PersonInput } from './people.ts'
import type { ScriptStep } from './run-script-step.ts'

/** What a step should lead to; everything is optional. */
export interface Expectation {
  readonly active?: readonly string[]
  readonly ended?: boolean
  readonly outcome?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly passed?: readonly string[]
  readonly seats?: readonly string[]
}

export type JudgedStep = ScriptStep & {
  /** The step must be refused: true, or with this code. */
  readonly refused?: boolean | string
  readonly expect?: Expectation
}

/** A steps file with everything filled in. */
export interface Script {
  readonly steps: readonly JudgedStep[]
  readonly settings: ProcessSettings
  readonly people: readonly PersonInput[]
  readonly departments: readonly DepartmentInput[]
  readonly decisions: Readonly<Record<string, DecisionDefinition>>
  readonly record?: Readonly<Record<string, unknown>>
  /** Types (`serviceTask`) or ids of tasks that wait for a `complete` step. */
  readonly wait: readonly string[]
  readonly now?: string
  readonly timeZone?: string
}

const KNOWN = new Set(['steps', 'settings', 'people', 'departments', 'decisions', 'record', 'wait', 'now', 'timeZone'])

/** A list of steps, or an object with `steps` and more. Errors: `unknown-field`, `wrong-type`, `required`. */
export function readScript(json: unknown): Script {
  const object = Array.isArray(json) ? { steps: json as unknown[] } : json
  if (typeof object !== 'object' || object === null) {
    throw fail('wrong-type', { expected: { zh: '步骤列表', en: 'a list of steps' }, actual: typeof json })
  }
  for (const name of Object.keys(object)) if (!KNOWN.has(name)) throw fail('unknown-field', { field: name }, name)
  const given = object as Partial<Script>
  if (!Array.isArray(given.steps)) throw fail('required', { label: 'steps' }, 'steps')
  const decisions = Array.isArray(given.decisions)
    ? Object.fromEntries((given.decisions as DecisionDefinition[]).map((decision) => [decision.name, decision]))
    : (given.decisions ?? {})
  return {
    people: [],
    departments: [],
    wait: [],
    settings: {},
    ...given,
    decisions,
    steps: given.steps.map(readStep),
  }
}

/** `{ "do": "start", … }`, or short: `{ "start": { … } }`, `"start"`. */
function readStep(step: unknown, index: number): JudgedStep {
  if (typeof step === 'string') return { do: step }
  if (typeof step !== 'object' || step === null) {
    throw fail('wrong-type', { expected: { zh: '步骤', en: 'a step' }, actual: typeof step }, `steps/${index}`)
  }
  if (typeof (step as JudgedStep).do === 'string') return step as JudgedStep
  const [name, ...others] = Object.keys(step).filter((key) => key !== 'expect' && key !== 'refused')
  if (name === undefined || others.length > 0) throw fail('required', { label: 'do' }, `steps/${index}/do`)
  const body = (step as Record<string, unknown>)[name]
  const { expect, refused } = step as JudgedStep
  const rest = { expect, refused }
  return typeof body === 'string' ? { do: name, ...shortForm(name, body), ...rest } : { do: name, ...(body as object), ...rest }
}

/** `{ "complete": "Task_1" }`, `{ "advance": "PT1H" }`, `{ "message": "paid" }`. */
function shortForm(name: string, text: string): Partial<ScriptStep> {
  if (name === 'advance') return /^-?P/.test(text) ? { by: text } : { to: text }
  if (name === 'message' || name === 'signal') return { name: text }
  if (name === 'start' || name === 'deploy') return { process: text }
  if (name === 'move') return { to: text }
  if (name === 'migrate') return { model: text }
  return { element: text }
}
