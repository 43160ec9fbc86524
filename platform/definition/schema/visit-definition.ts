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
export function visitDefinition(definition: Definition, registry: Registry): Iterable<DefinitionNode> {
  const known = visited.get(definition)
  if (known?.registry === registry) return known.nodes
  const schema = schemaOfKind(definition.kind)
  const nodes: DefinitionNode[] = []
  if (schema !== undefined) visit({ pointer: '', value: definition, schema, parent: undefined, key: '' }, registry, nodes)
  visited.set(definition, { registry, nodes })
  return nodes
}

/** Definitions never change, and several rules look at every place of each. */
const visited = new WeakMap<Definition, { registry: Registry; nodes: readonly DefinitionNode[] }>()

function visit(node: DefinitionNode, registry: Registry, nodes: DefinitionNode[]): void {
  nodes.push(node)
  const { value, pointer } = node
  if (typeof value !== 'object' || value === null) return
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value)
  for (const [key, child] of entries) {
    const schema = fitSchema(childSchema(node.schema, value, key, registry), child)
    if (schema !== undefined) visit({ pointer: toPointer(pointer, key), value: child, schema, parent: value, key }, registry, nodes)
  }
}
