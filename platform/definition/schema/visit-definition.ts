import type { Registry } from '../../plugin/index.ts'
import { toPointer } from '../problem.ts'
import type { Definition } from '../types.ts'
import type { JsonSchema } from './index.ts'
import { childSchema, fitSchema, schemaOfKind } from './resolve-schema.ts'

/** A place in a definition: its value, and the schema that fits it. */
export interface DefinitionNode {
  pointer: string
  value: unknown
  schema: JsonSchema
  /** The object or list that holds it. */
  parent: unknown
  key: string | number
}

/** Every place of a definition that a schema describes, in the order of the file. */
export function* visitDefinition(definition: Definition, registry: Registry): Iterable<DefinitionNode> {
  const schema = schemaOfKind(definition.kind)
  if (schema !== undefined) yield* visit({ pointer: '', value: definition, schema, parent: undefined, key: '' }, registry)
}

function* visit(node: DefinitionNode, registry: Registry): Iterable<DefinitionNode> {
  yield node
  const { value, pointer } = node
  if (typeof value !== 'object' || value === null) return
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value)
  for (const [key, child] of entries) {
    const schema = fitSchema(childSchema(node.schema, value, key, registry), child)
    if (schema !== undefined) yield* visit({ pointer: toPointer(pointer, key), value: child, schema, parent: value, key }, registry)
  }
}
