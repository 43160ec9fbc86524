import { fail, type LocalizedText } from '../error/index.ts'
import type { CompiledExpression } from './compile.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { EvaluationRuntime } from './evaluation.ts'
import type { FeelValue, Scope } from './value.ts'

/**
 * The value for product doors: where DMN would hide an error behind null, this refuses and names the formula.
 * Errors: `formula-error` with the first finding.
 */
export function evaluateStrict(
  compiled: CompiledExpression,
  scope: Scope,
  name: LocalizedText,
  runtime: EvaluationRuntime = {},
  path?: string,
): FeelValue {
  const diagnostics: Diagnostic[] = []
  const value = compiled.evaluate(scope, { ...runtime, diagnostics })
  const [first] = diagnostics
  if (first !== undefined) throw fail('formula-error', { name, reason: first.message }, path)
  return value
}
