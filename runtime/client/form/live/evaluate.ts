import { clockZone } from '@formwork/runtime/ui/input/workspace-clock.ts'
import type { FeelValue } from '@formwork/platform/expression/index.ts'
import type { LocalFormula } from './field-steps.ts'
import type { PlainScope } from './live-scope.ts'

export function evaluate(formula: LocalFormula, scope: PlainScope): FeelValue {
  return formula.expression.evaluate(scope, { now: Date.now(), timeZone: clockZone() })
}
