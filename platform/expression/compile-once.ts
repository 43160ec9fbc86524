import { compileExpression, type CompiledExpression } from './compile.ts'
import { builtInFunctions, type FunctionRegistry } from './function-registry.ts'

/** Texts that stay compiled: a workspace has some thousands, and what people only try goes first. */
const MOST_KEPT = 20_000
/** UTF-16 units; longer texts are hardly asked twice. */
const LONGEST_KEPT = 4_000

const caches = new WeakMap<FunctionRegistry, Map<string, CompiledExpression>>()

/** As `compileExpression`, but a text that was compiled before with the same functions is not read again. Errors: the same. */
export function compileOnce(text: string, functions: FunctionRegistry = builtInFunctions): CompiledExpression {
  let known = caches.get(functions)
  if (known === undefined) caches.set(functions, (known = new Map()))
  let expression = known.get(text)
  if (expression !== undefined) return expression
  expression = compileExpression(text, { functions })
  if (text.length > LONGEST_KEPT) return expression
  for (const oldest of known.keys()) {
    if (known.size < MOST_KEPT) break
    known.delete(oldest)
  }
  known.set(text, expression)
  return expression
}
