import type { Model } from '@formwork/platform/definition/model.ts'
import type { Organisation } from './organisation.ts'

/**
 * The roles that a message to these roles goes to: themselves, or those that stand in (`standsIn`) when nobody who is
 * there holds any of them.
 */
export function addressedRoles(model: Model, organisation: Organisation, roles: readonly string[]): readonly string[] {
  if (roles.length === 0 || holdersOf(organisation, roles).length > 0) return roles
  return [...roles, ...model.roles.roles.filter(({ standsIn }) => standsIn === true).map(({ name }) => name)]
}

/** Who is there and holds one of these roles. */
export function holdersOf({ people }: Organisation, roles: readonly string[]): number[] {
  return [...people.values()].filter((each) => !each.disabled && each.roles.some((role) => roles.includes(role))).map(({ id }) => id)
}
