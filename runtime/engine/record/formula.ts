import { compileOnce, type CompiledExpression } from '@formwork/platform/expression/index.ts'
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

/** Compiles `=…`; a text that was compiled before is not read again. Errors: those of `compileExpression`. */
export function compileFormula(text: string, label: LocalizedText, registry: Registry): Formula {
  const expression = compileOnce(text.slice(1), functionsOf(registry))
  return { label, expression, paths: expression.paths }
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
