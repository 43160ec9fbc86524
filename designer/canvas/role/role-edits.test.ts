import { describe, expect, it } from 'vitest'
import { grantOf, toggledOperations } from './role-edits.ts'

describe('rights of a role', () => {
  it.each([
    [[], 'edit', ['view', 'edit']],
    [['view'], 'edit', ['view', 'edit']],
    [['view', 'edit'], 'edit', ['view']],
    [['view', 'edit'], 'view', []],
    [[], 'view', ['view']],
  ])('of %j with %s toggled are %j', (held, operation, after) => {
    expect(toggledOperations(held, operation)).toEqual(after)
  })

  it('are those of the first grant on a resource', () => {
    const role = {
      name: 'clerk',
      label: 'Clerk',
      grants: [
        { name: 'a', resource: 'item', operations: ['view'] },
        { name: 'b', resource: 'party', operations: ['view', 'edit'] },
      ],
    }
    expect(grantOf(role, 'party')).toEqual({ grant: role.grants[1], position: 1 })
    expect(grantOf(role, 'place')).toBeUndefined()
    expect(grantOf(undefined, 'party')).toBeUndefined()
  })
})
