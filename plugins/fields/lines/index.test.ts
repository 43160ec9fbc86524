import { describe, expect, it } from 'vitest'
import { lines } from './index.ts'

describe('field type lines', () => {
  it('has no column and takes no value', () => {
    const field = { name: 'x', type: 'lines' }
    expect(lines.column(field)).toEqual({ kind: 'none' })
    for (const value of ['1', 1, [], {}, true]) expect(lines.check(value, field).problem?.code).toBe('wrong-type')
  })
})
