import { describe, expect, it } from 'vitest'
import { query } from './index.ts'

describe('field type query', () => {
  it('has no column, takes no value and says nothing', () => {
    const field = { name: 'x', type: 'query' }
    expect(query.column(field)).toEqual({ kind: 'none' })
    expect(query.format(null, field, 'zh')).toBe('')
    for (const value of ['1', 1, [], {}, true]) expect(query.check(value, field).problem?.code).toBe('wrong-type')
  })
})
