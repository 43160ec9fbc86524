import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { rollUp } from './index.ts'

describe('field type roll-up', () => {
  it('has no column and takes no value', () => {
    const field = { name: 'x', type: 'roll-up' }
    expect(rollUp.column(field)).toEqual({ kind: 'none' })
    for (const value of ['1', 1, [], {}, true]) expect(rollUp.check(value, field).problem?.code).toBe('wrong-type')
  })

  it('counts without digits and sums with those of the field', () => {
    const show = (aggregate: 'count' | 'sum', scale?: number) =>
      rollUp.format(Decimal.parse('1234.5'), { name: 'x', type: 'roll-up', aggregate, scale }, 'zh')
    expect([show('count'), show('sum'), show('sum', 3)]).toEqual(['1,235', '1,234.50', '1,234.500'])
  })
})
