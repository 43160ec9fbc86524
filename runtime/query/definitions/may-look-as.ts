import { fail } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'

/**
 * Whether somebody may see the workspace through the eyes of another, to look and not to touch: who designs, and holds
 * every right that the other has. Nobody sees more that way than by himself. Errors: `not-permitted`, `not-found`.
 */
export const mayLookAs: Query = {
  name: 'may-look-as',
  cost: 'point',
  run({ model, organisation, actor }: QueryContext, { person }: { readonly person: number }): Promise<unknown> {
    const authority = authorityOf(model, organisation, actor)
    authorizeDesign(authority)
    const other = organisation.people.get(person)
    if (other === undefined || other.disabled) throw fail('not-found')
    const isCovered =
      actor.person === person || isAdministrator(model, actor.roles) || other.roles.every((role) => authority.mayGrant(role))
    if (!isCovered) throw fail('not-permitted', { action: { zh: '以权限更大的人的身份查看', en: 'look as somebody with more rights' } })
    return Promise.resolve({ person: other.id, name: other.name })
  },
}

function isAdministrator({ roles }: QueryContext['model'], held: readonly string[]): boolean {
  return roles.roles.some((role) => role.administrator === true && held.includes(role.name))
}
