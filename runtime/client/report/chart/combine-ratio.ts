import { builtInFunctions, compileExpression, type CompiledExpression } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { JsonValues, ReportColumnData, ReportData } from '../../api/index.ts'

/** The ratio of several rows together, computed anew from what its formula divides; undefined where that cannot be known. */
export type CombineRatio = (rows: readonly JsonValues[]) => Decimal | undefined

/**
 * How a formula column of a report is combined: what it reads is added up over the rows, then divided once. It counts only if the same
 * over all rows is the total that the server computed, so that a formula that means something else row by row draws nothing.
 */
export function combineRatio(data: ReportData, column: ReportColumnData): CombineRatio {
  const combine = combiner(data, column, new Set())
  const total = Decimal.tryParse(data.totals?.[column.name] ?? '')
  const all = total === undefined ? undefined : combine(data.rows.filter((row) => row.opening !== true && row.subtotal !== true))
  const scale = column.scale ?? 2
  return total !== undefined && all?.round(scale).compare(total.round(scale)) === 0 ? combine : () => undefined
}

function combiner(data: ReportData, column: ReportColumnData, above: ReadonlySet<string>): CombineRatio {
  const { name, formula, scale } = column
  if (formula?.includes('/') !== true) return (rows) => sumOf(rows, name)
  const expression = compiled(formula)
  if (expression === undefined || above.has(name)) return () => undefined
  const read = new Map<string, CombineRatio>()
  for (const [first] of expression.paths) {
    const operand = data.columns.find((each) => each.name === first)
    if (operand === undefined || !['number', 'money', 'percent'].includes(operand.type)) return () => undefined
    read.set(operand.name, combiner(data, operand, new Set([...above, name])))
  }
  return (rows) => {
    const scope = Object.fromEntries([...read].map(([operand, of]) => [operand, of(rows) ?? null]))
    const value = expression.evaluate(scope)
    return value instanceof Decimal ? (scale === undefined ? value : value.round(scale)) : undefined
  }
}

/** A formula that the browser cannot read is left to the server. */
function compiled(formula: string): CompiledExpression | undefined {
  try {
    return compileExpression(formula.replace(/^=/, ''), { functions: builtInFunctions })
  } catch {
    return undefined
  }
}

/** Exact; undefined where no row has a figure. */
export function sumOf(rows: readonly JsonValues[], name: string): Decimal | undefined {
  const values = rows.flatMap((row) => (typeof row[name] === 'string' ? (Decimal.tryParse(row[name]) ?? []) : []))
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum.add(value))
}
