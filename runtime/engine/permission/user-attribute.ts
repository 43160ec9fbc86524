import type { Actor } from './actor.ts'
import type { Organisation } from './organisation.ts'

/** What row rules and formulas may ask of the person who acts: `user.department`. Ids in inside form. */
export const userAttributes = ['id', 'name', 'login', 'department', 'departments', 'roles', 'superior', 'subordinates'] as const

/** An attribute of the person who asks: an id, a text, a list of those, or null. */
export function userAttribute(organisation: Organisation, actor: Actor, name: string): unknown {
  switch (name) {
    case 'id':
      return actor.person
    case 'name':
      return actor.name
    case 'login':
      return actor.login
    case 'department':
      return actor.department
    case 'roles':
      return actor.roles
    case 'superior':
      return actor.person === null ? null : (organisation.people.get(actor.person)?.superior ?? null)
    case 'departments':
      return ownDepartments(organisation, actor)
    case 'subordinates':
      return actor.person === null ? [] : subordinatesOf(organisation, actor.person)
    default:
      return null
  }
}

/** The own department and everything below it, and below the departments one heads. */
function ownDepartments(organisation: Organisation, actor: Actor): number[] {
  const headed = [...organisation.departments.values()]
    .filter((department) => actor.person !== null && department.head === actor.person)
    .map((department) => department.id)
  return closure(
    [...(actor.department === null ? [] : [actor.department]), ...headed],
    childrenOf(organisation.departments.values(), (department) => department.parent),
  )
}

/** Everybody who reports to this person, directly or through others. */
function subordinatesOf(organisation: Organisation, person: number): number[] {
  return closure(
    [person],
    childrenOf(organisation.people.values(), (each) => each.superior),
  ).filter((id) => id !== person)
}

function childrenOf<T extends { readonly id: number }>(all: Iterable<T>, parentOf: (each: T) => number | null): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const each of all) {
    const parent = parentOf(each)
    if (parent === null) continue
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [each.id])
    else siblings.push(each.id)
  }
  return children
}

/** Circles end: nobody is visited twice. */
function closure(start: readonly number[], children: ReadonlyMap<number, readonly number[]>): number[] {
  const found = new Set(start)
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child)
  return [...found]
}
