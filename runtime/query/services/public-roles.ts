import type { Model } from '@formwork/platform/definition/model.ts'
import type { RolesDefinition } from '@formwork/platform/definition/types.ts'
import { heldGrants } from '../../engine/permission/grants.ts'

type Role = RolesDefinition['roles'][number]

/** The roles for people outside that may view and take away records of an entity: none unless a role says that it is public. */
export function publicRoles(model: Model, entity: string): Role[] {
  return model.roles.roles.filter(
    (role) =>
      role.public === true &&
      role.administrator !== true &&
      ['view', 'print'].every((operation) =>
        heldGrants(model, [role.name]).some((held) => held.grant.resource === entity && held.operations.has(operation)),
      ),
  )
}
