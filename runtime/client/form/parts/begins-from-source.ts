import type { EntityDefinition } from '@formwork/platform/definition/types.ts'

/** Whether only a source can fill the head: a reference that is required, that nobody types, and that nothing else gives. */
export function beginsFromSource(entity: EntityDefinition): boolean {
  return entity.fields.some(
    (field) =>
      field.type === 'reference' &&
      field.required === true &&
      field.readOnly === true &&
      field.default === undefined &&
      field.formula === undefined,
  )
}
