import type { Model } from '@formwork/platform/definition/model.ts'
import type { Grant } from '@formwork/platform/definition/types.ts'
import type { Actor } from './actor.ts'
import { expandOperation } from './operation.ts'

/** A grant of one of the actor's roles, its operations spelled out. */
export interface HeldGrant {
  readonly role: string
  readonly grant: Grant
  readonly operations: ReadonlySet<string>
}

/** What the actor's roles give, in the order of the definition; unknown roles give nothing. */
export function heldGrants(model: Model, roles: readonly string[]): HeldGrant[] {
  return model.roles.roles
    .filter((role) => roles.includes(role.name))
    .flatMap((role) =>
      role.grants.map((grant) => ({ role: role.name, grant, operations: new Set(grant.operations.flatMap(expandOperation)) })),
    )
}

/** The system acts without limits, so does who has a role marked `administrator`. */
export function isUnlimited(model: Model, actor: Actor): boolean {
  return actor.person === null || model.roles.roles.some((role) => role.administrator === true && actor.roles.includes(role.name))
}

/**
 * The grants that give an operation on a resource. Within one role a grant that names the resource goes before those
 * for everything (`*`), so that a role can be narrowed; roles add up.
 */
export function givingGrants(grants: readonly HeldGrant[], operation: string, resource: string): HeldGrant[] {
  const giving = grants.filter((held) => concerns(held, resource) && held.operations.has(operation))
  const naming = new Set(giving.filter((held) => held.grant.resource === resource).map((held) => held.role))
  return giving.filter((held) => held.grant.resource === resource || !naming.has(held.role))
}

export function concerns(held: HeldGrant, resource: string): boolean {
  return held.grant.resource === '*' || held.grant.resource === resource
}

/** Whether a key's scopes (`entity:operation`, either may be `*`) let this through; no scopes: no limit. */
export function isInScope(scopes: readonly string[] | undefined, operation: string, resource: string): boolean {
  if (scopes === undefined) return true
  return scopes.some((scope) => {
    const middle = scope.lastIndexOf(':')
    const named = middle < 0 ? scope : scope.slice(0, middle)
    const operations = middle < 0 ? ['*'] : expandOperation(scope.slice(middle + 1))
    return (named === '*' || named === resource) && (middle < 0 || scope.endsWith(':*') || operations.includes(operation))
  })
}
