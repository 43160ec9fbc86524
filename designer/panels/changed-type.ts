import { coreProperties } from '@formwork/platform/definition/schema/field-schema.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/index.ts'

/** The field with another type: what every field has stays, options that the new type does not know go. */
export function changedType(field: FieldDefinition, type: string, registry: Registry, entities: readonly string[]): FieldDefinition {
  const known = new Set([...Object.keys(coreProperties()), ...Object.keys(registry.fields.get(type)?.options ?? {})])
  const kept = Object.fromEntries(Object.entries(field).filter(([name]) => known.has(name)))
  return withRequiredOptions({ ...(kept as unknown as FieldDefinition), type: type as FieldDefinition['type'] }, registry, entities)
}

/** A reference needs to point somewhere before it can be drawn: the first entity, to be changed. */
export function withRequiredOptions(field: FieldDefinition, registry: Registry, entities: readonly string[]): FieldDefinition {
  const required = registry.fields.get(field.type)?.requiredOptions ?? []
  if (required.includes('entity') && field.entity === undefined && entities[0] !== undefined) return { ...field, entity: entities[0] }
  if (required.includes('fields') && field.fields === undefined) return { ...field, fields: [{ name: 'text', type: 'text' }] }
  return field
}
