import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { balance } from './index.ts'

describe('field type balance', () => {
  it('has no column and takes no value', () => {
    const field = { name: 'x', type: 'balance' }
    expect(balance.column(field)).toEqual({ kind: 'none' })
    for (const value of ['1', 1, [], {}, true]) expect(balance.check(value, field).problem?.code).toBe('wrong-type')
  })

  it.each([
    ['an amount with its two digits', undefined, '1234.5', '1,234.50'],
    ['a quantity with the digits that it has', 3, '1234.500', '1,234.5'],
    ['a whole quantity without any', 3, '37.000', '37'],
  ])('shows %s', (_what, scale, value, text) => {
    expect(balance.format(Decimal.of(value), { name: 'x', type: 'balance', scale }, 'zh')).toBe(text)
  })
})
