import type { Model } from '@formwork/platform/definition/model.ts'
import { describe, expect, it } from 'vitest'
import { addressedRoles, holdersOf } from './addressed-roles.ts'
import type { Organisation } from './organisation.ts'

const model = { roles: { roles: [{ name: 'keeper' }, { name: 'clerk' }, { name: 'owner', standsIn: true }] } } as unknown as Model

function organisationOf(people: readonly { roles: string[]; disabled?: boolean }[]): Organisation {
  const each = people.map(({ roles, disabled = false }, index) => [index + 1, { id: index + 1, roles, disabled }] as const)
  return { version: 1, departments: new Map(), people: new Map(each) } as unknown as Organisation
}

describe('whom a message to roles reaches', () => {
  it.each([
    ['somebody holds it', ['keeper'], [{ roles: ['keeper'] }, { roles: ['owner'] }], ['keeper']],
    ['nobody holds it', ['keeper'], [{ roles: ['owner'] }], ['keeper', 'owner']],
    ['one of two is held', ['keeper', 'clerk'], [{ roles: ['clerk'] }, { roles: ['owner'] }], ['keeper', 'clerk']],
    ['who held it has left', ['keeper'], [{ roles: ['keeper'], disabled: true }, { roles: ['owner'] }], ['keeper', 'owner']],
    ['everybody is meant', [], [{ roles: ['owner'] }], []],
  ])('%s', (_name, roles, people, expected) => {
    expect(addressedRoles(model, organisationOf(people), roles)).toEqual(expected)
  })

  it('those who have left hold nothing', () => {
    const organisation = organisationOf([{ roles: ['keeper'] }, { roles: ['keeper', 'clerk'], disabled: true }, { roles: ['clerk'] }])
    expect(holdersOf(organisation, ['keeper', 'clerk'])).toEqual([1, 3])
  })
})
