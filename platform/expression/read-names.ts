import { builtInDefinitions, builtInFunctions, type FunctionRegistry } from './function-registry.ts'
import { parseExpression } from './parse.ts'
import { readPaths } from './paths.ts'

/** Whatever is called is a function, a plugin's too: which one does not matter here. */
const anyFunction: FunctionRegistry = { definitions: [], get: (name) => builtInFunctions.get(name) ?? builtInDefinitions[0] }

const MOST_KEPT = 1000
const kept = new Map<string, ReadonlySet<string>>()

/** The names of its scope that a formula reads, whichever way it goes. Errors: as parseExpression. */
export function readNames(formula: string): ReadonlySet<string> {
  let names = kept.get(formula)
  if (names === undefined) {
    if (kept.size >= MOST_KEPT) kept.clear()
    const paths = readPaths(parseExpression(formula.replace(/^=/, '')).root, anyFunction)
    kept.set(formula, (names = new Set(paths.map(([name]) => name!))))
  }
  return names
}
