import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fieldType } from './faces.ts'

/** Follows a look-up to the field that it shows, so that its value is formatted as that field formats it. */
export function shownField(
  field: FieldDefinition,
  siblings: readonly FieldDefinition[],
  findEntity: (name: string) => EntityDefinition | undefined,
): FieldDefinition {
  if (field.type !== 'lookup') return field
  const through = siblings.find((candidate) => candidate.name === field.through)
  const entity = through === undefined ? undefined : entityOf(through)
  const target = entity === undefined ? undefined : findEntity(entity)?.fields.find((candidate) => candidate.name === field.field)
  return target === undefined
    ? { ...field, type: 'text' }
    : { ...target, name: field.name, label: field.label ?? target.label, width: field.width ?? target.width }
}

/** The entity that a reference of any kind points to. */
export function entityOf(field: FieldDefinition): string | undefined {
  return fieldType(field.type).column({ ...field, multiple: false }).reference
}
