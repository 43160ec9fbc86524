import { callSignatures } from './coerce.ts'
import type { Position } from './diagnostic.ts'
import { FunctionCall, type FunctionDefinition } from './function-definition.ts'
import { FeelFunction } from './value.ts'

/** A registered function as a value, to be handed to `sort` and the like. */
export function functionValue(definition: FunctionDefinition, position: Position): FeelFunction {
  const call = new FunctionCall(position)
  const parameters = definition.signatures[0]?.parameters.map((parameter) => parameter.name) ?? []
  return new FeelFunction(definition.name, parameters, (values) => callSignatures(definition.name, definition.signatures, values, call))
}
