import { fail } from '@formwork/platform/error/index.ts'
import { compileOnce, type Diagnostic, type FeelValue, type FunctionRegistry, type Scope } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessFacts } from './facts.ts'
import type { Run } from './run.ts'
import type { Decision } from './step-log.ts'
import { visibleVariables } from './variables.ts'

interface Named {
  readonly id: string
  readonly name: string | null
}

/** Findings that mean "nothing is set there": in a process a variable exists from the moment somebody sets it. */
const MISSING = new Set(['unknown-name', 'unknown-property'])

/** Value of a FEEL text seen from a scope. Errors: `formula-error` naming the element, `expression-syntax`. */
export function evaluateFormula(
  run: Run,
  scope: number,
  feel: string,
  owner: Named,
  extra: Readonly<Record<string, unknown>> = {},
): unknown {
  const { log } = run
  const facts = log?.facts ?? run.facts
  const variables = visibleVariables(run, scope)
  const value = evaluateIn(run.functions, facts, valuesOf(run.state, facts, variables, extra), feel, owner)
  if (log !== undefined) {
    const isPlain = isEmpty(run.state.verdicts) && isEmpty(variables) && isEmpty(extra) && (typeof value === 'boolean' || value === null)
    if (isPlain) log.decide({ feel, owner: { id: owner.id, name: owner.name }, value })
    else log.stop()
  }
  return value
}

/** Whether conditions over the record alone are answered as they were before, one after another. Errors: `formula-error`. */
export function decideAgain(
  functions: FunctionRegistry,
  facts: ProcessFacts,
  initiator: number | null,
  decisions: readonly Decision[],
): boolean {
  const values = valuesOf({ initiator, verdicts: {} }, facts, {}, {})
  return decisions.every(({ feel, owner, value }) => evaluateIn(functions, facts, values, feel, owner) === value)
}

function evaluateIn(functions: FunctionRegistry, facts: ProcessFacts, values: Scope, feel: string, owner: Named): unknown {
  const diagnostics: Diagnostic[] = []
  const compiled = compileOnce(feel, functions)
  const value = compiled.evaluate(values, { diagnostics, now: facts.now, timeZone: facts.timeZone, facts })
  const wrong = diagnostics.find((diagnostic) => !MISSING.has(diagnostic.code))
  if (wrong !== undefined) {
    throw fail('formula-error', { name: owner.name === null ? owner.id : `${owner.id} ${owner.name}`, reason: wrong.message }, owner.id)
  }
  return value
}

/** A condition holds only when it is true. */
export function evaluateCondition(
  run: Run,
  scope: number,
  feel: string,
  owner: Named,
  extra: Readonly<Record<string, unknown>> = {},
): boolean {
  return evaluateFormula(run, scope, feel, owner, extra) === true
}

/** A literal text, or the value of a formula written with a leading `=`. */
export function resolveText(run: Run, scope: number, text: string, owner: Named, extra: Readonly<Record<string, unknown>> = {}): unknown {
  return text.startsWith('=') ? evaluateFormula(run, scope, text.slice(1), owner, extra) : text
}

/** Everything that expressions see from a scope. */
export function scopeValues(run: Run, scope: number, extra: Readonly<Record<string, unknown>>): Scope {
  return valuesOf(run.state, run.facts, visibleVariables(run, scope), extra)
}

function valuesOf(
  { initiator, verdicts }: Pick<ProcessState, 'initiator' | 'verdicts'>,
  facts: ProcessFacts,
  variables: Readonly<Record<string, unknown>>,
  extra: Readonly<Record<string, unknown>>,
): Scope {
  const values: Record<string, FeelValue> = { verdicts: toFeel(verdicts) }
  values.initiator = initiatorOf(initiator, facts)
  if (facts.record !== undefined) values.record = facts.record as FeelValue
  for (const [name, value] of Object.entries(variables)) values[name] = toFeel(value)
  for (const [name, value] of Object.entries(extra)) values[name] = toFeel(value)
  return values
}

function isEmpty(entries: object): boolean {
  for (const _ in entries) return false
  return true
}

function initiatorOf(initiator: number | null, facts: ProcessFacts): FeelValue {
  const person = initiator === null ? undefined : facts.people.people.get(initiator)
  if (person === undefined) return null
  return {
    id: Decimal.of(person.id),
    name: person.name,
    login: person.login,
    department: person.department === null ? null : Decimal.of(person.department),
    roles: person.roles,
  }
}

/** Numbers become decimals; everything else of a variable is a FEEL value already. */
function toFeel(value: unknown): FeelValue {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return Decimal.of(value)
  if (Array.isArray(value)) return value.map(toFeel)
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toFeel(entry)]))
  }
  return value as FeelValue
}
