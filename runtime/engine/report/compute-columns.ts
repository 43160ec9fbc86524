import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { compileExpression, type CompiledExpression, type Diagnostic, type FeelContext } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

const compiled = new Map<string, CompiledExpression>()
const MOST_COMPILED = 1000

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
  const parameter = parameters as unknown
  return rows.map((row) => {
    const scope: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, row[name] ?? null]))
    for (const column of formulas) scope[column.name] = compute(column, { ...scope, parameter }, context)
    return { ...row, ...scope }
  })
}

interface FormulaContext {
  readonly registry: Registry
  readonly language: 'zh' | 'en'
  readonly now: number
  readonly store: { readonly timeZone: string }
}

function compute(column: ResultColumn, scope: Record<string, unknown>, context: FormulaContext): unknown {
  const value = inLanguage(evaluateFormula(column.formula as string, scope, column.label ?? column.name, context), context.language)
  return value instanceof Decimal && column.scale !== undefined ? value.round(column.scale) : value
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
  const diagnostics: Diagnostic[] = []
  const value = expressionOf(formula, context.registry).evaluate(scope as FeelContext, {
    diagnostics,
    now: context.now,
    timeZone: context.store.timeZone,
  })
  const [first] = diagnostics
  if (first !== undefined) throw fail('formula-error', { name: label, reason: first.message })
  return value
}

function expressionOf(formula: string, registry: Registry): CompiledExpression {
  let expression = compiled.get(formula)
  if (expression === undefined) {
    if (compiled.size >= MOST_COMPILED) compiled.clear()
    expression = compileExpression(formula.replace(/^=/, ''), { functions: functionsOf(registry) })
    compiled.set(formula, expression)
  }
  return expression
}
