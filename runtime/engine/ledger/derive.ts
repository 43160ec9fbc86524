import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { compileExpression, type FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Adds what is derived to a scope that has the measures, in its order: each may read those before it. */
export type Derive = (scope: Record<string, FeelValue>) => void

const compiled = new WeakMap<LedgerDefinition, Derive>()

/** Compiled once a definition. */
export function deriverOf(definition: LedgerDefinition): Derive {
  let derive = compiled.get(definition)
  if (derive === undefined) compiled.set(definition, (derive = compile(definition)))
  return derive
}

function compile({ derived = [] }: LedgerDefinition): Derive {
  const formulas = derived.map(({ name, value, scale }) => ({ name, scale, expression: compileExpression(value.slice(1)) }))
  return (scope) => {
    for (const { name, scale, expression } of formulas) {
      const value = expression.evaluate(scope)
      scope[name] = value instanceof Decimal ? (scale === undefined ? value : value.round(scale)) : null
    }
  }
}
