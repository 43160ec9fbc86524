import type { Model } from '@formwork/platform/definition/model.ts'
import type { Actor } from './actor.ts'
import { authorityOf } from './authority.ts'
import { concerns, heldGrants, isInScope, isUnlimited } from './grants.ts'
import { expandOperation } from './operation.ts'
import type { Organisation } from './organisation.ts'

/** One role's part in an answer. */
export interface GrantReason {
  readonly role: string
  /** Name of the grant in the role. */
  readonly grant: string
  /** The row rule; absent: every row. */
  readonly rows?: string
}

export interface Explanation {
  readonly allowed: boolean
  /** `unlimited`: the system or an administrator. `scopes`: an API key that does not cover it. `hidden`: the field. */
  readonly because: 'unlimited' | 'grants' | 'no-grant' | 'scopes' | 'hidden' | 'read-only'
  /** Grants that give the operation. */
  readonly grants: readonly GrantReason[]
  /** Grants that close the field, directly; a field computed from a hidden one has none. */
  readonly closedBy: readonly GrantReason[]
}

/** Why somebody may, or may not, do something, see a field, or write it (`create`, `edit`, `submit`, `amend`). */
export function explain(
  model: Model,
  organisation: Organisation,
  actor: Actor,
  question: { operation: string; resource: string; field?: string },
): Explanation {
  const { operation, resource, field } = question
  const operations = expandOperation(operation)
  const held = isUnlimited(model, actor) ? [] : heldGrants(model, actor.roles).filter((each) => concerns(each, resource))
  const giving = held.filter((each) => operations.some((one) => each.operations.has(one)))
  const grants = giving.map(reasonOf)
  const answer = (allowed: boolean, because: Explanation['because'], closedBy: readonly GrantReason[] = []): Explanation => ({
    allowed,
    because,
    grants,
    closedBy,
  })
  if (!operations.some((each) => isInScope(actor.scopes, each, resource))) return answer(false, 'scopes')
  if (isUnlimited(model, actor)) return answer(true, 'unlimited')
  if (giving.length === 0) return answer(false, 'no-grant')
  if (field === undefined) return answer(true, 'grants')
  const { hidden, readOnly } = authorityOf(model, organisation, actor).fields(resource)
  const closing = held
    .filter(({ grant }) => grant.hide?.includes(field) === true || (operation !== 'view' && grant.readOnly?.includes(field) === true))
    .map(reasonOf)
  if (hidden.has(field)) return answer(false, 'hidden', closing)
  if (operation !== 'view' && readOnly.has(field)) return answer(false, 'read-only', closing)
  return answer(true, 'grants')
}

function reasonOf({ role, grant }: { role: string; grant: { name: string; rows?: string } }): GrantReason {
  return { role, grant: grant.name, rows: grant.rows }
}
