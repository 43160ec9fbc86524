import { authorityOf } from '../../engine/permission/authority.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'

/** Everybody who can sign in: to be named in a process, or to be looked through the eyes of. */
export const designPeople: Query = {
  name: 'design-people',
  cost: 'point',
  run({ model, organisation, actor }: QueryContext): Promise<unknown> {
    authorizeDesign(authorityOf(model, organisation, actor))
    const people = [...organisation.people.values()].filter((person) => !person.disabled && person.login !== null)
    return Promise.resolve({
      people: people.map(({ id, name, login, roles, department }) => ({
        id: String(id),
        name,
        login,
        roles,
        department: department === null ? null : (organisation.departments.get(department)?.name ?? null),
      })),
    })
  },
}
