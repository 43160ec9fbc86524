import type { Model } from './model.ts'
import { systemFieldNames } from './system-names.ts'
import type { EntityDefinition, FieldDefinition } from './types.ts'

/** The entity that a field points to: references, people, departments. */
export function targetOf(field: FieldDefinition): string | undefined {
  if (field.type === 'member') return 'person'
  return field.type === 'department' ? 'department' : field.type === 'reference' ? field.entity : undefined
}

/** Names that a path may begin with in an entity. */
export function fieldNamesOf(entity: EntityDefinition): string[] {
  return [...entity.fields.map((field) => field.name), ...systemFieldNames]
}

/** Where a path ends: a field, a system column, or the name at which it breaks with the names that would be right. */
export type FoundPath =
  | { field: FieldDefinition; system?: undefined; unknown?: undefined }
  | { system: string; field?: undefined; unknown?: undefined }
  | { unknown: string; candidates: string[]; field?: undefined; system?: undefined }

/** Follows `party.terms`, `lines.amount` from an entity, through references and into lines. */
export function findPath(model: Model, entity: EntityDefinition, path: readonly string[]): FoundPath {
  return follow(model, entity.fields, systemFieldNames, path)
}

/** The same from the fields of lines. */
export function findLinePath(model: Model, fields: readonly FieldDefinition[], path: readonly string[]): FoundPath {
  return follow(model, fields, ['id'], path)
}

function follow(
  model: Model,
  fields: readonly FieldDefinition[],
  system: readonly string[],
  [first = '', ...rest]: readonly string[],
): FoundPath {
  const field = fields.find((candidate) => candidate.name === first)
  if (field === undefined) {
    if (system.includes(first) && rest.length === 0) return { system: first }
    return { unknown: first, candidates: [...fields.map((candidate) => candidate.name), ...system] }
  }
  if (rest.length === 0) return { field }
  if (field.type === 'lines') return follow(model, field.fields ?? [], ['id'], rest)
  const target = model.entities.get(targetOf(resolveLookup(model, fields, field)) ?? '')
  return target === undefined ? { unknown: rest[0] ?? '', candidates: [] } : follow(model, target.fields, systemFieldNames, rest)
}

/** The field behind a lookup, however many lookups lie between; the field itself when it is none. */
export function resolveLookup(model: Model, fields: readonly FieldDefinition[], field: FieldDefinition, steps = 0): FieldDefinition {
  if (field.type !== 'lookup' || steps > 8) return field
  const through = fields.find((candidate) => candidate.name === field.through)
  const target = through === undefined ? undefined : model.entities.get(targetOf(through) ?? '')
  const read = target?.fields.find((candidate) => candidate.name === field.field)
  return target === undefined || read === undefined ? field : resolveLookup(model, target.fields, read, steps + 1)
}
