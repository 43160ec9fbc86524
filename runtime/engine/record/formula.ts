import { compileExpression, type CompiledExpression } from '@formwork/platform/expression/index.ts'
import type { Diagnostic, FeelValue, Scope } from '@formwork/platform/expression/index.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { FactBook } from './facts.ts'

/** A formula of a definition, compiled once. `label` names it in refusals. */
export interface Formula {
  readonly label: LocalizedText
  readonly expression: CompiledExpression
  /** Paths it reads, as lists of names: `[['record', 'party', 'terms'], ['quantity']]`. */
  readonly paths: readonly (readonly string[])[]
}

export interface FormulaResult {
  readonly value: FeelValue
  /** What DMN calls an error: the formula is refused with its name. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Whether a definition's value is a formula (`=` and an expression) and not a literal. */
export function isFormula(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=')
}

/** Texts of a registry that stay compiled; a workspace has some thousands, and what people only try goes first. */
const MOST_COMPILED = 20_000
/** Longer texts are hardly asked twice. */
const LONGEST_KEPT = 4_000

const compiled = new WeakMap<Registry, Map<string, CompiledExpression>>()

/** Compiles `=…`; a text that was compiled before is not read again. Errors: those of `compileExpression`. */
export function compileFormula(text: string, label: LocalizedText, registry: Registry): Formula {
  const expression = compileOnce(text, registry)
  return { label, expression, paths: expression.paths }
}

function compileOnce(text: string, registry: Registry): CompiledExpression {
  let known = compiled.get(registry)
  if (known === undefined) compiled.set(registry, (known = new Map()))
  let expression = known.get(text)
  if (expression !== undefined) return expression
  expression = compileExpression(text.slice(1), { functions: functionsOf(registry) })
  if (text.length > LONGEST_KEPT) return expression
  for (const oldest of known.keys()) {
    if (known.size < MOST_COMPILED) break
    known.delete(oldest)
  }
  known.set(text, expression)
  return expression
}

export function evaluateFormula(formula: Formula, scope: Scope, facts: FactBook): FormulaResult {
  const diagnostics: Diagnostic[] = []
  const value = formula.expression.evaluate(scope, { diagnostics, now: facts.now, timeZone: facts.timeZone, facts })
  return { value, diagnostics }
}

/** Visibility, required and read-only conditions hold only when they are true. */
export function holds(condition: boolean | Formula | undefined, scope: Scope, facts: FactBook): boolean {
  if (condition === undefined || typeof condition === 'boolean') return condition === true
  return evaluateFormula(condition, scope, facts).value === true
}
