import { fail } from '../../error/index.ts'
import type { FieldType, Registry } from '../../plugin/index.ts'
import { fieldSchema, type JsonSchema } from './index.ts'

/**
 * The schema of a field for a registry: for each field type the core properties and the options of its plugin, closed.
 * A plugin option with the name of a core property is a boot error (`plugin-conflict`).
 */
export function buildFieldSchema(registry: Registry): JsonSchema {
  const core = coreProperties()
  const branches = [...registry.fields.values()].map((fieldType) => buildBranch(fieldType, core))
  return {
    $id: fieldSchema.$id,
    type: 'object',
    properties: core,
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: branches,
  }
}

/** Properties that every field has, whatever its type. */
export function coreProperties(): JsonSchema {
  const properties = fieldSchema.properties as JsonSchema
  return Object.fromEntries(fieldSchema['x-core'].map((name) => [name, properties[name]]))
}

/** The same names without their checks: those are made once, outside the branches. */
export function allowAll(properties: object): JsonSchema {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, true]))
}

function buildBranch(fieldType: FieldType, core: JsonSchema): JsonSchema {
  const taken = Object.keys(fieldType.options).find((name) => Object.hasOwn(core, name))
  if (taken !== undefined) throw fail('plugin-conflict', { kind: `field ${fieldType.name}`, name: taken })
  return {
    type: 'object',
    properties: { ...allowAll(core), ...fieldType.options, type: { const: fieldType.name } },
    required: ['name', 'type', ...(fieldType.requiredOptions ?? [])],
    additionalProperties: false,
  }
}
