import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { compileOnce, type CompiledExpression, type Diagnostic, type FeelContext } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Computes the formula columns of each row, in order, over the row's own columns. Errors: formula-error with the column's name. */
export function computeColumns(
  columns: readonly ResultColumn[],
  rows: readonly ReportRow[],
  context: FormulaContext,
  parameters: Readonly<Record<string, unknown>> = {},
): ReportRow[] {
  const formulas = columns.filter((column) => column.formula !== undefined)
  if (formulas.length === 0) return [...rows]
  const names = columns.map((column) => column.name)
  const computed = formulas.map((column) => ({ column, expression: expressionOf(column.formula as string, context.registry) }))
  return rows.map((row) => {
    const values: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, row[name] ?? null]))
    const scope: Record<string, unknown> = { ...values, parameter: parameters }
    for (const { column, expression } of computed) {
      values[column.name] = compute(column, expression, scope, context)
      if (column.name !== 'parameter') scope[column.name] = values[column.name]
    }
    return { ...row, ...values }
  })
}

interface FormulaContext {
  readonly registry: Registry
  readonly language: 'zh' | 'en'
  readonly now: number
  readonly store: { readonly timeZone: string }
}

function compute(column: ResultColumn, expression: CompiledExpression, scope: Record<string, unknown>, context: FormulaContext): unknown {
  const value = evaluate(expression, scope, column.label ?? column.name, context)
  if (!(value instanceof Decimal)) return inLanguage(value, context.language)
  return column.scale === undefined ? value : value.round(column.scale)
}

/** A text said in both languages, `{ zh: …, en: … }`, as its reader reads it. */
function inLanguage(value: unknown, language: 'zh' | 'en'): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).toSorted().join() !== 'en,zh') return value
  return (value as Readonly<Record<'zh' | 'en', unknown>>)[language]
}

/** One formula over these names. Errors: formula-error with the label. */
export function evaluateFormula(
  formula: string,
  scope: Readonly<Record<string, unknown>>,
  label: LocalizedText,
  context: FormulaContext,
): unknown {
  return evaluate(expressionOf(formula, context.registry), scope, label, context)
}

function expressionOf(formula: string, registry: Registry): CompiledExpression {
  return compileOnce(formula.replace(/^=/, ''), functionsOf(registry))
}

function evaluate(
  expression: CompiledExpression,
  scope: Readonly<Record<string, unknown>>,
  label: LocalizedText,
  context: FormulaContext,
): unknown {
  const diagnostics: Diagnostic[] = []
  const value = expression.evaluate(scope as FeelContext, { diagnostics, now: context.now, timeZone: context.store.timeZone })
  const [first] = diagnostics
  if (first !== undefined) throw fail('formula-error', { name: label, reason: first.message })
  return value
}
