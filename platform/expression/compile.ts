import { compileArithmetic, compileNegation } from './compile-arithmetic.ts'
import { compileCall, compileNamedCall } from './compile-call.ts'
import { compileBetween, compileComparison, compileIn, compileInterval, compileTests, compileUnaryTest } from './compile-comparison.ts'
import { compileFunction } from './compile-function.ts'
import { compileInstanceOf } from './compile-type.ts'
import { compileIf, compileLogic } from './compile-logic.ts'
import { compileFor, compileQuantified } from './compile-loop.ts'
import { compileFilter } from './compile-filter.ts'
import { compileName, compilePath } from './compile-name.ts'
import { compileContext, compileList } from './compile-structure.ts'
import { CompileScope, INPUT_NAME, type Evaluate, type Frame, type ScopeObject } from './compile-scope.ts'
import type { Diagnostic } from './diagnostic.ts'
import { MOST_STEPS, report, withEvaluation, type EvaluationRuntime } from './evaluation.ts'
import { builtInFunctions, type FunctionRegistry } from './function-registry.ts'
import { parseExpression, parseUnaryTests, type ParseOptions } from './parse.ts'
import { readFunctions, readPaths } from './paths.ts'
import type { Node, Syntax } from './syntax.ts'
import type { FeelValue, Scope } from './value.ts'

export interface CompileOptions extends ParseOptions {
  /** Functions that may be called; DMN's own unless given. */
  functions?: FunctionRegistry
  /** Loop turns and calls of one evaluation; default MOST_STEPS. */
  maximumSteps?: number
}

/** An expression, compiled once; it holds no state and may be evaluated any number of times. */
export interface CompiledExpression {
  readonly text: string
  readonly syntax: Syntax
  /** What it reads from the scope, aliases mapped back: `for l in lines return l.price` reads `["lines", "price"]`. */
  readonly paths: readonly (readonly string[])[]
  /** Names of the registered functions it calls. */
  readonly functions: readonly string[]
  /** Never throws for what FEEL calls an error: it gives null and adds to `runtime.diagnostics`. */
  evaluate(scope: Scope, runtime?: EvaluationRuntime): FeelValue
}

/** The frame of expressions without local names. */
const NO_LOCALS: Frame = []

/** Tests of a decision table cell, compiled once. */
export interface CompiledUnaryTests {
  readonly text: string
  readonly syntax: Syntax
  readonly paths: readonly (readonly string[])[]
  readonly functions: readonly string[]
  /** True when `input` passes; null when that cannot be said. */
  evaluate(input: FeelValue, scope: Scope, runtime?: EvaluationRuntime): boolean | null
}

/**
 * Compiles a FEEL expression to closures; no code is generated, so that it runs under a strict CSP.
 * Errors: `expression-syntax`, `expression-too-large`.
 *
 * @example
 * compileExpression('quantity * price').evaluate({ quantity: Decimal.of(2), price: Decimal.parse('1.5') }) // 3.0
 */
export function compileExpression(text: string, options: CompileOptions = {}): CompiledExpression {
  const syntax = parseExpression(text, options)
  const functions = options.functions ?? builtInFunctions
  const scope = new CompileScope(functions, compileNode)
  const root = compileNode(syntax.root, scope)
  const size = scope.slots.count
  const steps = options.maximumSteps ?? MOST_STEPS
  return {
    text,
    syntax,
    paths: readPaths(syntax.root, functions),
    functions: readFunctions(syntax.root, functions),
    evaluate: (values, runtime) =>
      withEvaluation(runtime, steps, root, values as ScopeObject, size === 0 ? NO_LOCALS : new Array<FeelValue>(size).fill(null)),
  }
}

/** Compiles unary tests. Errors as compileExpression. */
export function compileUnaryTests(text: string, options: CompileOptions = {}): CompiledUnaryTests {
  const syntax = parseUnaryTests(text, options)
  const functions = options.functions ?? builtInFunctions
  const { scope, slot } = new CompileScope(functions, compileNode).bind(INPUT_NAME)
  const root = compileNode(syntax.root, scope)
  const size = scope.slots.count
  const steps = options.maximumSteps ?? MOST_STEPS
  return {
    text,
    syntax,
    paths: readPaths(syntax.root, functions),
    functions: readFunctions(syntax.root, functions),
    evaluate: (input, values, runtime) => {
      const frame = new Array<FeelValue>(size).fill(null)
      frame[slot] = input
      const result = withEvaluation(runtime, steps, root, values as ScopeObject, frame)
      return typeof result === 'boolean' ? result : null
    },
  }
}

/** Evaluates and collects: for callers that want value and findings together. */
export function evaluateWithDiagnostics(
  compiled: CompiledExpression,
  scope: Scope,
  runtime: EvaluationRuntime = {},
): { value: FeelValue; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const value = compiled.evaluate(scope, { ...runtime, diagnostics })
  return { value, diagnostics }
}

function compileNode(node: Node, scope: CompileScope): Evaluate {
  switch (node.kind) {
    case 'number':
    case 'literal': {
      const value: FeelValue = node.value
      return () => value
    }
    case 'invalid-literal':
      return () => report('invalid-value', node, `“${node.text}”不是有效的值`, `"${node.text}" is not a valid value`)
    case 'name':
      return compileName(node, scope)
    case 'input':
      return compileName({ kind: 'name', name: INPUT_NAME, from: node.from, to: node.to }, scope)
    case 'path':
      return compilePath(node, scope)
    case 'filter':
      return compileFilter(node, scope)
    case 'call':
      return compileCall(node, scope)
    case 'named-call':
      return compileNamedCall(node, scope)
    case 'arithmetic':
      return compileArithmetic(node, scope)
    case 'negate':
      return compileNegation(node, scope)
    case 'comparison':
      return compileComparison(node, scope)
    case 'between':
      return compileBetween(node, scope)
    case 'in':
      return compileIn(node, scope)
    case 'and':
    case 'or':
      return compileLogic(node, scope)
    case 'if':
      return compileIf(node, scope)
    case 'for':
      return compileFor(node, scope)
    case 'some':
    case 'every':
      return compileQuantified(node, scope)
    case 'list':
      return compileList(node, scope)
    case 'context':
      return compileContext(node, scope)
    case 'function':
      return compileFunction(node, scope)
    case 'interval':
      return compileInterval(node, scope)
    case 'unary-test':
      return compileUnaryTest(node, scope)
    case 'instance-of':
      return compileInstanceOf(node, scope)
    case 'tests':
      return compileTests(node, scope)
  }
}
