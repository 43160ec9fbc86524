import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'

/** A field that SQL can read for this reader: stored, or a look-up through a reference. */
export interface VisibleField {
  readonly name: string
  readonly field: FieldDefinition
  readonly path: readonly string[]
}

/** Header fields (or fields of one lines field) that are not hidden and have a column, or are looked up live. */
export function visibleFields(entity: EntityDefinition, hidden: ReadonlySet<string>, registry: Registry, lines?: string): VisibleField[] {
  const fields = lines === undefined ? entity.fields : (entity.fields.find((field) => field.name === lines)?.fields ?? [])
  const prefix = lines === undefined ? [] : [lines]
  return fields
    .filter((field) => !hidden.has([...prefix, field.name].join('.')) && !isHiddenLookup(field, prefix, hidden))
    .filter((field) => field.type === 'lookup' || requireContribution(registry, 'fields', field.type).column(field).kind !== 'none')
    .map((field) => ({ name: field.name, field, path: [...prefix, field.name] }))
}

/** A look-up shows what its reference shows: nothing when the reference itself is hidden. */
function isHiddenLookup(field: FieldDefinition, prefix: readonly string[], hidden: ReadonlySet<string>): boolean {
  return field.type === 'lookup' && field.through !== undefined && hidden.has([...prefix, field.through].join('.'))
}

/** Follows a look-up to the field that it shows. */
export function shownField(
  field: FieldDefinition,
  entityFields: readonly FieldDefinition[],
  findEntity: (name: string) => EntityDefinition | undefined,
): FieldDefinition {
  if (field.type !== 'lookup') return field
  const through = entityFields.find((candidate) => candidate.name === field.through)
  const target =
    through?.entity === undefined ? undefined : findEntity(through.entity)?.fields.find((candidate) => candidate.name === field.field)
  return target === undefined ? field : { ...target, label: field.label ?? target.label }
}
