import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import {
  compileExpression,
  compileUnaryTests,
  compareFeel,
  equalsFeel,
  type CompiledExpression,
  type CompiledUnaryTests,
  type Diagnostic,
  type EvaluationRuntime,
  type FeelContext,
  type FeelValue,
  type FunctionRegistry,
  type Scope,
} from '@formwork/platform/expression/index.ts'
import type { DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

interface CompiledRule {
  readonly name: string
  readonly when: readonly CompiledUnaryTests[]
  readonly then: readonly CompiledExpression[]
}

interface CompiledTable {
  readonly definition: DecisionDefinition
  readonly inputs: readonly CompiledExpression[]
  readonly rules: readonly CompiledRule[]
  readonly defaults: readonly (CompiledExpression | null)[]
  /** Allowed values of each output, best first, as FEEL texts' values. */
  readonly priorities: readonly (readonly FeelValue[])[]
}

/** What a table gives: its result in the form of its hit policy, and which rules matched. */
export interface DecisionResult {
  readonly value: FeelValue
  readonly rules: readonly string[]
}

type Row = readonly FeelValue[]

const compiled = new WeakMap<DecisionDefinition, WeakMap<FunctionRegistry, CompiledTable>>()

/**
 * Evaluates one decision table (DMN 1.5, section 8.2); `DecisionGraph` evaluates what it requires. One output: its value; several: a context. Hit policies:
 * U one rule at most, A all equal, P the best by output order, F the first, R all in rule order, O all by output order,
 * C all (`C+` sum, `C<` minimum, `C>` maximum, `C#` number).
 *
 * Errors: `decision-refused` (several rules where one is allowed, an output outside its values, a failing cell).
 */
export function evaluateTable(
  definition: DecisionDefinition,
  scope: Scope,
  runtime: EvaluationRuntime,
  functions: FunctionRegistry,
): DecisionResult {
  const table = compileTable(definition, functions)
  const inputs = table.inputs.map((input) => evaluate(definition, input, scope, runtime))
  const matching = table.rules.filter((rule) => rule.when.every((test, index) => test.evaluate(inputs[index]!, scope, runtime) === true))
  const rows = matching.map((rule) => rule.then.map((cell) => evaluate(definition, cell, scope, runtime)))
  return { value: applyHitPolicy(table, rows, scope, runtime), rules: matching.map((rule) => rule.name) }
}

function applyHitPolicy(table: CompiledTable, rows: readonly Row[], scope: Scope, runtime: EvaluationRuntime): FeelValue {
  const { definition } = table
  const policy = definition.hitPolicy
  if (policy.startsWith('C') || policy === 'R' || policy === 'O') {
    const sorted = policy === 'O' ? byPriority(table, rows) : rows
    return policy.length === 2 ? aggregate(definition, sorted) : sorted.map((row) => toResult(definition, row))
  }
  if (rows.length === 0) return defaultResult(table, scope, runtime)
  if (policy === 'U' && rows.length > 1) throw refused(definition, '有多条规则同时成立', 'several rules match, only one may')
  if (policy === 'A' && rows.some((row) => !sameRow(row, rows[0]!))) {
    throw refused(definition, '成立的规则结果不一致', 'rules that match give different results')
  }
  const [best] = policy === 'P' ? byPriority(table, rows) : rows
  return toResult(definition, best!)
}

function toResult(definition: DecisionDefinition, row: Row): FeelValue {
  if (definition.outputs.length === 1) return row[0]!
  const context: Record<string, FeelValue> = {}
  definition.outputs.forEach((output, index) => {
    context[output.as ?? output.name] = row[index]!
  })
  return context as FeelContext
}

function defaultResult(table: CompiledTable, scope: Scope, runtime: EvaluationRuntime): FeelValue {
  if (table.defaults.every((value) => value === null)) return null
  return toResult(
    table.definition,
    table.defaults.map((value) => (value === null ? null : evaluate(table.definition, value, scope, runtime))),
  )
}

function aggregate(definition: DecisionDefinition, rows: readonly Row[]): FeelValue {
  if (definition.hitPolicy === 'C#') return Decimal.of(rows.length)
  const values = rows.map((row) => row[0]!)
  if (values.length === 0) return null
  if (definition.hitPolicy === 'C+') {
    return values.reduce<Decimal>((sum, value) => {
      if (!(value instanceof Decimal)) throw refused(definition, '只有数字可以求和', 'only numbers can be summed')
      return sum.add(value)
    }, Decimal.zero)
  }
  const sign = definition.hitPolicy === 'C<' ? -1 : 1
  return values.reduce((best, value) => ((compareFeel(value, best) ?? 0) * sign > 0 ? value : best))
}

function sameRow(left: Row, right: Row): boolean {
  return left.every((value, index) => equalsFeel(value, right[index]!) === true)
}

/** By the order in which the outputs' values are listed, first output first; rule order where they are equal. */
function byPriority(table: CompiledTable, rows: readonly Row[]): readonly Row[] {
  const rank = (row: Row): number[] => row.map((value, index) => rankOf(table, value, index))
  return rows
    .map((row, index) => ({ row, index, ranks: rank(row) }))
    .sort((left, right) => compareRanks(left.ranks, right.ranks) || left.index - right.index)
    .map(({ row }) => row)
}

function rankOf(table: CompiledTable, value: FeelValue, output: number): number {
  const values = table.priorities[output]!
  if (values.length === 0) return 0
  const rank = values.findIndex((allowed) => equalsFeel(allowed, value) === true)
  if (rank < 0) {
    throw refused(table.definition, `输出值“${String(value)}”不在允许的值中`, `the output "${String(value)}" is not among its values`)
  }
  return rank
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((rank, position) => rank !== right[position])
  return index < 0 ? 0 : left[index]! - right[index]!
}

function evaluate(definition: DecisionDefinition, expression: CompiledExpression, scope: Scope, runtime: EvaluationRuntime): FeelValue {
  const diagnostics: Diagnostic[] = []
  const value = expression.evaluate(scope, { ...runtime, diagnostics })
  const wrong = diagnostics.find((diagnostic) => diagnostic.code !== 'unknown-name' && diagnostic.code !== 'unknown-property')
  if (wrong !== undefined) throw refused(definition, wrong.message.zh, wrong.message.en)
  return value
}

function compileTable(definition: DecisionDefinition, functions: FunctionRegistry): CompiledTable {
  const known = compiled.get(definition) ?? new WeakMap<FunctionRegistry, CompiledTable>()
  compiled.set(definition, known)
  const found = known.get(functions)
  if (found !== undefined) return found
  const formula = (text: string): CompiledExpression => compileExpression(text.startsWith('=') ? text.slice(1) : text, { functions })
  const table: CompiledTable = {
    definition,
    inputs: definition.inputs.map((input) => formula(input.value)),
    rules: definition.rules.map((rule) => ({
      name: rule.name,
      when: rule.when.map((test) => compileUnaryTests(test.trim() === '' ? '-' : test, { functions })),
      then: rule.then.map((cell) => formula(cell.trim() === '' ? 'null' : cell)),
    })),
    defaults: definition.outputs.map((output) => (output.default === undefined ? null : formula(output.default))),
    priorities: definition.outputs.map((output) => (output.values ?? []).map((value) => formula(value).evaluate({}))),
  }
  known.set(functions, table)
  return table
}

function refused(definition: DecisionDefinition, zh: string, en: string): Error {
  const reason: LocalizedText = { zh, en }
  return fail('decision-refused', { decision: definition.name, reason })
}
