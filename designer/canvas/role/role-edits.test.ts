import { describe, expect, it } from 'vitest'
import { operations } from '@formwork/platform/definition/operations.ts'
import en from '../../text/en.json' with { type: 'json' }
import zh from '../../text/zh.json' with { type: 'json' }
import { grantOf, operationsOf, operationsOn, pastDaysOf, toggledOperations, WORKSPACE } from './role-edits.ts'

describe('rights of a role', () => {
  it.each([
    ['7', 7],
    [' 0 ', 0],
    ['=setting.days', '=setting.days'],
    ['', undefined],
    ['-1', undefined],
    ['a week', undefined],
  ])('days back typed as %j are %j', (typed, days) => {
    expect(pastDaysOf(typed)).toBe(days)
  })

  it.each([
    [[], 'edit', ['view', 'edit']],
    [['view'], 'edit', ['view', 'edit']],
    [['view', 'edit'], 'edit', ['view']],
    [['view', 'edit'], 'view', []],
    [[], 'view', ['view']],
    [[], 'design', ['design']],
    [['start'], 'start', []],
  ])('of %j with %s toggled are %j', (held, operation, after) => {
    expect(toggledOperations(held, operation)).toEqual(after)
  })

  it('can be given with every operation that there is', () => {
    const offered = ['entity', 'process', 'ledger', 'report', 'dashboard', WORKSPACE].flatMap(operationsOn)
    expect(operations.filter((operation) => !offered.includes(operation))).toEqual([])
    for (const { operation: words } of [zh, en]) expect(operations.filter((operation) => !(operation in words))).toEqual([])
  })

  it('are read by their own names where a grant has a shorter one', () => {
    expect(operationsOf({ name: 'a', resource: 'item', operations: ['read', 'write', 'post'] })).toEqual([
      'view',
      'create',
      'edit',
      'delete',
      'submit',
    ])
    expect(operationsOf({ name: 'a', resource: 'item', operations: ['*'] })).toEqual([...operations])
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
