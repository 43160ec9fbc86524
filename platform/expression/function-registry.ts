import type { FunctionDefinition } from './function-definition.ts'
import { aggregateFunctions } from './functions/aggregate-functions.ts'
import { contextFunctions } from './functions/context-functions.ts'
import { conversionFunctions } from './functions/conversion-functions.ts'
import { dateFunctions } from './functions/date-functions.ts'
import { listFunctions } from './functions/list-functions.ts'
import { numberFunctions } from './functions/number-functions.ts'
import { rangeFunctions } from './functions/range-functions.ts'
import { textFunctions } from './functions/text-functions.ts'

/** The functions that expressions may call; frozen. */
export interface FunctionRegistry {
  readonly definitions: readonly FunctionDefinition[]
  get(name: string): FunctionDefinition | undefined
}

/** What DMN 1.5 brings, in the order of its chapters. */
export const builtInDefinitions: readonly FunctionDefinition[] = [
  ...conversionFunctions,
  ...aggregateFunctions,
  ...textFunctions,
  ...listFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...rangeFunctions,
  ...contextFunctions,
]

const NAME = /^[\p{L}_][\p{L}\p{N}_]*( [\p{L}_][\p{L}\p{N}_]*)*$/u

/** The built-in functions and others. A name that is taken, or is none, is a programmer error at boot. */
export function createFunctionRegistry(additional: readonly FunctionDefinition[] = []): FunctionRegistry {
  const byName = new Map<string, FunctionDefinition>()
  for (const definition of [...builtInDefinitions, ...additional]) {
    if (!NAME.test(definition.name)) throw new Error(`"${definition.name}" cannot be the name of a function`)
    if (byName.has(definition.name)) throw new Error(`There are two functions named "${definition.name}"`)
    byName.set(definition.name, definition)
  }
  return Object.freeze({ definitions: Object.freeze([...byName.values()]), get: (name: string) => byName.get(name) })
}

/** DMN's functions alone. */
export const builtInFunctions: FunctionRegistry = createFunctionRegistry()

/** A line of the scope table and of the designer's help. */
export interface FunctionCatalogueEntry {
  readonly name: string
  readonly group: string
  readonly where: 'anywhere' | 'server'
  readonly signatures: readonly string[]
  readonly help: { readonly zh: string; readonly en: string }
  readonly example: string
}

/** Every function with its signatures and help, for the designer and the documentation. */
export function functionCatalogue(registry: FunctionRegistry = builtInFunctions): FunctionCatalogueEntry[] {
  return registry.definitions.map(({ name, group, where, signatures, help, example }) => ({
    name,
    group,
    where,
    help,
    example,
    signatures: signatures.map(
      ({ parameters }) =>
        `${name}(${parameters.map((parameter) => `${parameter.variadic ? '...' : ''}${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type}`).join(', ')})`,
    ),
  }))
}
