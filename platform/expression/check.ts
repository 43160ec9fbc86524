import { isAppError } from '../error/index.ts'
import { CheckScope, type ReadNames } from './check-scope.ts'
import { inferType } from './check-node.ts'
import { diagnose, type Diagnostic } from './diagnostic.ts'
import { builtInFunctions, type FunctionRegistry } from './function-registry.ts'
import { parseExpression, parseUnaryTests, type ParseOptions } from './parse.ts'
import type { ReadPath } from './paths.ts'
import type { Node, Syntax } from './syntax.ts'
import { types, type FeelType, type TypeScope } from './type.ts'

export interface CheckOptions extends ParseOptions {
  functions?: FunctionRegistry
}

export interface CheckResult {
  /** The type of the value; `any` where nothing is known. */
  readonly type: FeelType
  /** Syntax, unknown names ("did you mean"), types and arguments that cannot fit; in the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is read from the scope. With types known, names inside filters are told apart exactly. */
  readonly paths: readonly ReadPath[]
  /** Registered functions that are called. */
  readonly functions: readonly string[]
}

/**
 * Static analysis of an expression against the types of its scope. Never throws for what is wrong with the text.
 *
 * @example
 * checkExpression('quantity * prise', { quantity: types.number, price: types.number }).diagnostics[0].message.en
 * // There is no "prise", did you mean "price"?
 */
export function checkExpression(text: string, scope: TypeScope, options: CheckOptions = {}): CheckResult {
  return checkSyntax(() => parseExpression(text, options), text, scope, options)
}

/** The same for unary tests of a value of type `input`. The result type is boolean. */
export function checkUnaryTests(text: string, input: FeelType, scope: TypeScope, options: CheckOptions = {}): CheckResult {
  return checkSyntax(() => parseUnaryTests(text, options), text, scope, options, input)
}

function checkSyntax(parse: () => Syntax, text: string, scope: TypeScope, options: CheckOptions, input?: FeelType): CheckResult {
  const read: ReadNames = { paths: new Map(), functions: new Set() }
  const diagnostics: Diagnostic[] = []
  const root = parseOrDiagnose(parse, text, diagnostics)
  if (root === undefined) return { type: types.any, diagnostics, paths: [], functions: [] }
  const type = inferType(
    root,
    new CheckScope({ scope, functions: options.functions ?? builtInFunctions, diagnostics, read }, { locals: new Map(), items: [], input }),
    true,
  )
  diagnostics.sort((left, right) => left.position.from - right.position.from)
  return { type, diagnostics, paths: [...read.paths.values()], functions: [...read.functions] }
}

function parseOrDiagnose(parse: () => Syntax, text: string, diagnostics: Diagnostic[]): Node | undefined {
  try {
    return parse().root
  } catch (error) {
    if (!isAppError(error)) throw error
    const at = typeof error.parameters.position === 'number' ? error.parameters.position - 1 : 0
    diagnostics.push(diagnose('syntax', { from: at, to: Math.max(at, text.length) }, error.describe('zh'), error.describe('en')))
    return undefined
  }
}
