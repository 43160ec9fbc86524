import { createFunctionRegistry, type FunctionRegistry } from '../expression/function-registry.ts'
import type { Registry } from './registry.ts'

const functions = new WeakMap<Registry, FunctionRegistry>()

/**
 * DMN's functions and those of the plugins, for `compileExpression(text, { functions: functionsOf(registry) })`.
 * Made once a registry.
 */
export function functionsOf(registry: Registry): FunctionRegistry {
  let known = functions.get(registry)
  if (known === undefined) functions.set(registry, (known = createFunctionRegistry([...registry.functions.values()])))
  return known
}
