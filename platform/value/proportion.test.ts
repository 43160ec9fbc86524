import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addUnits, proportion } from './proportion.ts'

describe('proportion', () => {
  it.each([
    [100, 1, 3, 33],
    [100, 1, 8, 13], // 12.5: half goes away from zero
    [-100, 1, 8, -13],
    [100, -1, 8, -13],
    [100, 1, -8, -13],
    [-100, -1, 8, 13],
    [5, 1, 2, 3],
    [4, 1, 8, 1],
    [3, 1, 8, 0],
    [0, 7, 9, 0],
    [9007199254740991, 9007199254740991, 9007199254740991, 9007199254740991],
  ])('%d × %d / %d = %d', (value, part, whole, expected) => {
    expect(proportion(value, part, whole)).toBe(expected)
  })

  it('equals exact arithmetic', () => {
    const integer = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
    fc.assert(
      fc.property(
        integer,
        integer,
        integer.filter((whole) => whole !== 0),
        (value, part, whole) => {
          const twice = 2n * BigInt(value) * BigInt(part)
          const divisor = BigInt(whole)
          const magnitude =
            ((twice < 0n ? -twice : twice) + (divisor < 0n ? -divisor : divisor)) / (2n * (divisor < 0n ? -divisor : divisor))
          const expected = twice < 0n !== divisor < 0n ? -magnitude : magnitude
          if (expected > 9007199254740991n || expected < -9007199254740991n) expect(() => proportion(value, part, whole)).toThrow()
          else expect(proportion(value, part, whole) === Number(expected)).toBe(true)
        },
      ),
    )
  })

  it('refuses what does not fit', () => {
    expect(() => proportion(9007199254740991, 3, 2)).toThrow()
    expect(() => addUnits(9007199254740991, 1)).toThrow()
    expect(addUnits(9007199254740990, 1)).toBe(9007199254740991)
  })
})
