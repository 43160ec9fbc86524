import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { compileExpression, type Diagnostic, type FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { deriverOf } from './derive.ts'
import type { AssertionFormula, AssertionShape, MeasureShape } from './shape.ts'
import { decimalUnits } from './units.ts'

type Assertion = NonNullable<LedgerDefinition['assertions']>[number]
type Compiled = Pick<AssertionShape, 'floor' | 'holds' | 'where' | 'mode' | 'size'>

/** A floor where the formula is one, which costs least; any other formula over measures, what is derived, and coordinates is evaluated. */
export function compileAssertion(assertion: Assertion, definition: LedgerDefinition, measures: readonly MeasureShape[]): Compiled {
  const { that, where, mode, size } = assertion
  const compile = (formula: string): AssertionFormula => formulaOf(formula, definition, measures)
  const floor = readFloor(that, measures)
  return {
    ...(floor === undefined ? { holds: holdsOf(that, definition, measures) } : { floor }),
    where: where === undefined ? undefined : compile(where),
    mode: mode.startsWith('=') ? compile(mode) : (mode as 'refuse'),
    size: size === undefined ? undefined : compile(size),
  }
}

/** Holds when it is true, or null without an error of FEEL. */
function holdsOf(formula: string, definition: LedgerDefinition, measures: readonly MeasureShape[]): NonNullable<AssertionShape['holds']> {
  const scopeOf = scopeMaker(definition, measures)
  const expression = compileExpression(formula.replace(/^=/, ''))
  return (amounts, coordinates = {}) => {
    const diagnostics: Diagnostic[] = []
    const value = expression.evaluate(scopeOf(amounts, coordinates), { diagnostics })
    return value === true || (value === null && diagnostics.length === 0)
  }
}

function formulaOf(formula: string, definition: LedgerDefinition, measures: readonly MeasureShape[]): AssertionFormula {
  const scopeOf = scopeMaker(definition, measures)
  const expression = compileExpression(formula.replace(/^=/, ''))
  return (amounts, coordinates) => expression.evaluate(scopeOf(amounts, coordinates))
}

type ScopeMaker = (amounts: readonly number[], coordinates: Readonly<Record<string, unknown>>) => Record<string, FeelValue>

/** Coordinates, measures, then what is derived from them. */
function scopeMaker(definition: LedgerDefinition, measures: readonly MeasureShape[]): ScopeMaker {
  const derive = deriverOf(definition)
  return (amounts, coordinates) => {
    const scope = { ...(coordinates as Record<string, FeelValue>) }
    for (const [index, { name, scale }] of measures.entries()) scope[name] = Decimal.fromUnits(amounts[index]!, scale)
    derive(scope)
    return scope
  }
}

/** `=onHand >= 0`: a floor under one measure. */
function readFloor(formula: string, measures: readonly MeasureShape[]): { measure: number; bound: number } | undefined {
  const match = /^=?\s*([\p{L}_][\p{L}\p{N}_]*)\s*>=\s*(-?\d+(?:\.\d+)?)\s*$/u.exec(formula)
  const measure = match === null ? -1 : measures.findIndex(({ name }) => name === match[1])
  return measure < 0 ? undefined : { measure, bound: decimalUnits(Decimal.parse(match![2]!), measures[measure]!.scale) }
}
