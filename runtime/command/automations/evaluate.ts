import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { FeelValue, Scope } from '@formwork/platform/expression/value.ts'
import { evaluateFormula, type Formula } from '../../engine/record/formula.ts'
import type { NamedFormula } from '../../query/alerts/automation-plan.ts'
import { toJson } from '../alerts/judge-alert.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'

/** Errors: `formula-error` with the name of what is broken. */
export async function evaluate(unit: Unit, formula: Formula, scope: Scope, label: LocalizedText): Promise<FeelValue> {
  const { value, diagnostics } = await withFacts(unit, () => evaluateFormula(formula, scope, unit.facts))
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) throw fail('formula-error', { name: label, reason: diagnostic.message })
  return value
}

/** Values in JSON form, as a save takes them. */
export async function evaluateAll(
  unit: Unit,
  formulas: readonly NamedFormula[],
  scope: Scope,
  label: LocalizedText,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const { name, formula } of formulas) values[name] = toJson(await evaluate(unit, formula, scope, label))
  return values
}
