import { describe, expect, it } from 'vitest'
import { columnDigits, fillFraction } from './column-digits.ts'

describe('the digits of a column', () => {
  it.each<[string, unknown[], number]>([
    ['of prices of different digits', ['18.500000', '12.000000', '3.250000'], 2],
    ['of prices that end in a tenth: to the cent', ['18.500000', '12.000000'], 2],
    ['of whole prices', ['18.000000', '12.000000'], 0],
    ['of quantities that end in a tenth', ['1.500', '2.000'], 1],
    ['of whole quantities', ['10.000', '7.000'], 0],
    ['of anything else', [null, 12, 'P001.5x', '2026-11-01'], 0],
  ])('%s', (_, values, digits) => expect(columnDigits(values)).toBe(digits))

  it.each<[string, number, string]>([
    ['1,234', 2, '1,234.00'],
    ['-18.5', 2, '-18.50'],
    ['18.5', 0, '18.5'],
    ['12.5%', 2, '12.50%'],
    ['P001', 2, 'P001'],
    ['', 2, ''],
  ])('fill %s to %i', (text, digits, filled) => expect(fillFraction(text, digits)).toBe(filled))
})
