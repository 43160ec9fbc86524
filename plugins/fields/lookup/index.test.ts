import { describe, expect, it } from 'vitest'
import { lookup } from './index.ts'

describe('field type lookup', () => {
  it('has no column and takes no value', () => {
    const field = { name: 'x', type: 'lookup' }
    expect(lookup.column(field)).toEqual({ kind: 'none' })
    for (const value of ['1', 1, [], {}, true]) expect(lookup.check(value, field).problem?.code).toBe('wrong-type')
  })
})
