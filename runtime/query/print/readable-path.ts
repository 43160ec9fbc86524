import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { QueryContext } from '../query.ts'
import { findSystemField } from '../system-columns.ts'

/** A path from an entity (or from its lines) whose every step the reader may see, with the field that it ends at. */
export interface ReadablePath {
  readonly name: string
  readonly path: readonly string[]
  readonly field: FieldDefinition
}

/** Undefined for what does not exist, has no column, or is hidden anywhere on the way. */
export function readablePath(context: QueryContext, entity: EntityDefinition, name: string, lines?: string): ReadablePath | undefined {
  const own = lines === undefined ? entity.fields : (entity.fields.find((field) => field.name === lines)?.fields ?? [])
  const field = follow(context, entity.name, own, name.split('.'), lines)
  return field && { name, path: lines === undefined ? name.split('.') : [lines, ...name.split('.')], field }
}

function follow(
  context: QueryContext,
  entity: string,
  fields: readonly FieldDefinition[],
  [name = '', ...rest]: readonly string[],
  lines?: string,
): FieldDefinition | undefined {
  const { hidden } = authorityOf(context.model, context.organisation, context.actor).fields(entity)
  const prefix = lines === undefined ? '' : `${lines}.`
  if (hidden.has(prefix + name)) return undefined
  const field = fields.find((each) => each.name === name) ?? (lines === undefined ? findSystemField(name)?.field : undefined)
  if (field === undefined) return undefined
  if (field.type === 'lookup') return rest.length > 0 ? undefined : shownBy(context, entity, fields, field, prefix, hidden)
  if (rest.length === 0) {
    return requireContribution(context.registry, 'fields', field.type).column(field).kind === 'none' ? undefined : field
  }
  const target = field.entity ?? (field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : undefined)
  const definition = target === undefined ? undefined : context.model.entities.get(target)
  return definition && follow(context, definition.name, definition.fields, rest)
}

/** What a look-up shows: nothing when its reference, or the field there, is hidden. */
function shownBy(
  context: QueryContext,
  entity: string,
  fields: readonly FieldDefinition[],
  field: FieldDefinition,
  prefix: string,
  hidden: ReadonlySet<string>,
): FieldDefinition | undefined {
  const through = fields.find((each) => each.name === field.through)
  const target = through?.entity === undefined ? undefined : context.model.entities.get(through.entity)
  if (through === undefined || target === undefined || field.field === undefined || hidden.has(prefix + through.name)) return undefined
  const shown = follow(context, target.name, target.fields, [field.field])
  return shown && { ...shown, label: field.label ?? shown.label }
}
