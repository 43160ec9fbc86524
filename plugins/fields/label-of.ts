import type { FieldDefinition, Label } from '@formwork/platform/definition/types.ts'

/** What people call the field. */
export function labelOf(field: FieldDefinition): Label {
  return field.label ?? field.name
}
