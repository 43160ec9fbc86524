import { compileExpression, type FeelContext } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { QueryContext } from './query.ts'

/** Coordinates of a balance field: the record itself, or what its formulas give over the record's values. */
export function balanceCoordinates(
  context: QueryContext,
  where: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
  record: Readonly<Record<string, unknown>> = row,
): [string, unknown][] {
  return Object.entries(where).map(([dimension, formula]) => [dimension, coordinateOf(context, formula, row, record)])
}

function coordinateOf(
  context: QueryContext,
  formula: unknown,
  row: Readonly<Record<string, unknown>>,
  record: Readonly<Record<string, unknown>>,
): unknown {
  if (typeof formula !== 'string' || !formula.startsWith('=')) return formula
  const text = formula.slice(1).trim()
  if (text === 'record') return record['system.id']
  const scope = { ...row, record } as unknown as FeelContext
  return compileExpression(text, { functions: functionsOf(context.registry) }).evaluate(scope, {
    now: context.now,
    timeZone: context.store.timeZone,
  })
}
