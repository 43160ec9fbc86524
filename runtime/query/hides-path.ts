import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import type { QueryContext } from './query.ts'

type Rights = Pick<QueryContext, 'model' | 'organisation' | 'actor'>

/**
 * Whether a path from an entity or a ledger (`price`, `lines.price`, `party.region.margin`) meets something on its way that
 * is hidden from the reader: what definitions read for him is judged as what he asks for himself.
 */
export function hidesPath(context: Rights, resource: string, path: readonly string[]): boolean {
  const { model, organisation, actor } = context
  const authority = authorityOf(model, organisation, actor)
  const hides = (where: string, [name, ...rest]: readonly string[], fields: readonly FieldDefinition[], prefix = ''): boolean => {
    if (name === undefined) return false
    if (authority.fields(where).hidden.has(prefix + name)) return true
    const field = fields.find((each) => each.name === name)
    if (field?.type === 'lines') return hides(where, rest, field.fields ?? [], `${name}.`)
    const target = targetOf(field, name)
    return target !== undefined && hides(target, rest, model.entities.get(target)?.fields ?? [])
  }
  const ledger = model.ledgers.get(resource)
  return hides(resource, path, ledger === undefined ? (model.entities.get(resource)?.fields ?? []) : ledger.dimensions)
}

/** The entity behind a reference; `owner` and its like are people. */
function targetOf(field: FieldDefinition | undefined, name: string): string | undefined {
  if (field === undefined) return PEOPLE.has(name) ? 'person' : name === 'department' ? 'department' : undefined
  if (field.type === 'member') return 'person'
  return field.type === 'department' ? 'department' : field.entity
}

const PEOPLE: ReadonlySet<string> = new Set(['owner', 'createdBy', 'updatedBy'])
