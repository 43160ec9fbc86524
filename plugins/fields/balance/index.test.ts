import { describe, expect, it } from 'vitest'
import { balance } from './index.ts'

describe('field type balance', () => {
  it('has no column and takes no value', () => {
    const field = { name: 'x', type: 'balance' }
    expect(balance.column(field)).toEqual({ kind: 'none' })
    for (const value of ['1', 1, [], {}, true]) expect(balance.check(value, field).problem?.code).toBe('wrong-type')
  })
})
