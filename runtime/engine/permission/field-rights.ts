import type { Grant } from '@formwork/platform/definition/types.ts'
import type { HeldGrant } from './grants.ts'

/** Paths of fields: `price`, in lines `lines.price`. */
export interface FieldRights {
  readonly hidden: ReadonlySet<string>
  readonly readOnly: ReadonlySet<string>
}

/**
 * What is closed to who holds these grants. A grant over all rows opens what it does not close, whatever other grants
 * say; grants over some rows only open nothing to each other, since their rows differ.
 */
export function closedFields(grants: readonly HeldGrant[], property: 'hide' | 'readOnly'): Set<string> {
  const unlimited = grants.filter((held) => held.grant.rows === undefined)
  const lists = (unlimited.length > 0 ? unlimited : grants).map((held) => new Set(closedBy(held.grant, property)))
  const [first, ...rest] = lists
  if (first === undefined) return new Set()
  if (unlimited.length === 0) return new Set(lists.flatMap((list) => [...list]))
  return new Set([...first].filter((field) => rest.every((list) => list.has(field))))
}

/** What is hidden cannot be written either. */
function closedBy(grant: Grant, property: 'hide' | 'readOnly'): readonly string[] {
  return property === 'hide' ? (grant.hide ?? []) : [...(grant.hide ?? []), ...(grant.readOnly ?? [])]
}
