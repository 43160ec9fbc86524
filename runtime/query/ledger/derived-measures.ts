import { compileExpression, type FeelValue } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'

/** Computes every derived measure of one ledger from stored ones of the same coordinates; null where it has no value. */
export type DeriveMeasures = (measures: Readonly<Record<string, Decimal>>) => Record<string, Decimal | null>

const compiled = new WeakMap<LedgerShape, DeriveMeasures>()

/** Compiled once a ledger; each may read those before it. */
export function derivedMeasures(shape: LedgerShape, registry: Registry): DeriveMeasures {
  let derive = compiled.get(shape)
  if (derive === undefined) compiled.set(shape, (derive = compileDerived(shape, registry)))
  return derive
}

function compileDerived(shape: LedgerShape, registry: Registry): DeriveMeasures {
  const formulas = (shape.definition.derived ?? []).map(({ name, value, scale }) => ({
    name,
    scale,
    expression: compileExpression(value.slice(1), { functions: functionsOf(registry) }),
  }))
  return (measures) => {
    const scope: Record<string, FeelValue> = { ...measures }
    const derived: Record<string, Decimal | null> = {}
    for (const { name, scale, expression } of formulas) {
      const value = expression.evaluate(scope)
      const number = value instanceof Decimal ? (scale === undefined ? value : value.round(scale)) : null
      derived[name] = number
      scope[name] = number
    }
    return derived
  }
}
