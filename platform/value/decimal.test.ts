import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import { Decimal, type RoundingMode } from './decimal.ts'
import { sumDecimals } from './sum.ts'

/** Coefficients around every border: small, near 2^53, far beyond. */
const units = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: -(2n ** 53n) - 5n, max: -(2n ** 53n) + 5n }),
  fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }),
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
)
const scale = fc.integer({ min: 0, max: 20 })
const decimal = fc.record({ units, scale }).map(({ units, scale }) => Decimal.fromUnits(units, scale))
const modes: RoundingMode[] = ['half-up', 'half-even', 'half-down', 'up', 'down', 'floor', 'ceiling']

/** The value as units of 10^−60: plain BigInt arithmetic to compare with. */
const COMMON = 60
const common = (value: Decimal) => value.units * 10n ** BigInt(COMMON - value.scale)
const size = (value: bigint) => (value < 0n ? -value : value)

describe('Decimal arithmetic agrees with BigInt', () => {
  it('adds, subtracts, multiplies exactly', () => {
    fc.assert(
      fc.property(decimal, decimal, (left, right) => {
        expect(common(left.add(right))).toBe(common(left) + common(right))
        expect(common(left.subtract(right))).toBe(common(left) - common(right))
        expect(left.multiply(right).units).toBe(left.units * right.units)
        expect(left.multiply(right).scale).toBe(left.scale + right.scale)
      }),
      { numRuns: 2000 },
    )
  })

  it('sums lists of any scales and sizes', () => {
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 30 }), (values) => {
        expect(common(sumDecimals(values))).toBe(values.reduce((sum, value) => sum + common(value), 0n))
      }),
      { numRuns: 1000 },
    )
  })

  it('compares, negates, takes the sign', () => {
    fc.assert(
      fc.property(decimal, decimal, (left, right) => {
        const difference = common(left) - common(right)
        expect(left.compare(right)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0)
        expect(left.equals(left.round(left.scale + 3))).toBe(true)
        expect(left.negate().add(left).isZero()).toBe(true)
        expect(left.sign()).toBe(left.compare(Decimal.zero))
        expect(left.min(right).compare(left.max(right))).toBeLessThanOrEqual(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('divides to 34 digits: no candidate is nearer', () => {
    fc.assert(
      fc.property(
        decimal,
        decimal.filter((value) => !value.isZero()),
        (left, right) => {
          const quotient = left.divide(right)
          expect(quotient.digits).toBeLessThanOrEqual(34)
          // |left − quotient × right| ≤ half a unit in the last of 34 digits × |right|
          const ulp = 10n ** BigInt(Math.max(0, 34 - quotient.digits))
          const shift = BigInt(120)
          const exact = left.units * 10n ** (shift + BigInt(right.scale + Math.max(0, quotient.scale)))
          const back = quotient.units * right.units * 10n ** (shift + BigInt(left.scale - Math.min(0, quotient.scale)))
          const half = size(right.units) * 10n ** (shift + BigInt(left.scale - Math.min(0, quotient.scale)))
          expect(size(exact - back) * 2n * ulp).toBeLessThanOrEqual(half)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('rounds in every mode as the definition says', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -3, max: 24 }), fc.constantFrom(...modes), (value, target, mode) => {
        const rounded = value.round(target, mode)
        expect(rounded.scale).toBe(target)
        const step = 10n ** BigInt(COMMON - target)
        const error = common(rounded) - common(value)
        if (mode === 'floor') expect(error <= 0n && error > -step).toBe(true)
        if (mode === 'ceiling') expect(error >= 0n && error < step).toBe(true)
        if (mode === 'up') expect(size(common(rounded)) - size(common(value))).toBeGreaterThanOrEqual(0n)
        if (mode === 'down') expect(size(common(rounded)) - size(common(value))).toBeLessThanOrEqual(0n)
        if (mode.startsWith('half')) expect(size(error) * 2n).toBeLessThanOrEqual(step)
        if (size(error) * 2n === step && target < value.scale) {
          const away = size(common(rounded)) > size(common(value))
          if (mode === 'half-up') expect(away).toBe(true)
          if (mode === 'half-down') expect(away).toBe(false)
          if (mode === 'half-even') expect(rounded.units % 2n).toBe(0n)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps money exact', () => {
    expect(Decimal.parse('1.005').multiply(Decimal.of(100)).equals(Decimal.parse('100.5'))).toBe(true)
    expect(Decimal.parse('0.1').add(Decimal.parse('0.2')).toString()).toBe('0.3')
    expect(Decimal.parse('-2.345').round(2).toString()).toBe('-2.35')
    expect(Decimal.parse('2.345').round(2, 'half-even').toString()).toBe('2.34')
    expect(Decimal.of(1).divide(Decimal.of(3)).toString()).toBe(`0.${'3'.repeat(34)}`)
    expect(Decimal.of(2).divide(Decimal.of(3)).toString()).toBe(`0.${'6'.repeat(33)}7`)
    expect(Decimal.of(10).divide(Decimal.of(4)).toString()).toBe('2.5')
    expect(Object.is(Decimal.zero.multiply(Decimal.of(-1)).coefficient, 0)).toBe(true)
  })
})

describe('Decimal text', () => {
  it('prints and reads back the same', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const back = Decimal.parse(value.toString())
        expect(back.units).toBe(value.units)
        expect(back.scale).toBe(value.scale)
        expect(value.toString()).not.toMatch(/e/i)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['1.50', '1.50'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['+5', '5'],
    ['1e3', '1000'],
    ['1.25E+1', '12.5'],
    ['12e-3', '0.012'],
    ['9007199254740993', '9007199254740993'],
    ['0.00000000000000000001', '0.00000000000000000001'],
  ])('reads %s as %s', (text, printed) => expect(Decimal.parse(text).toString()).toBe(printed))

  it.each([
    '',
    '-',
    '.',
    '5.',
    '1,000',
    '1e',
    'e5',
    '1e999999',
    '0x10',
    'NaN',
    'Infinity',
    ' 1',
    '1 ',
    '1.2.3',
    '--1',
    '１',
    '9'.repeat(9000),
  ])('refuses %s', (text) => {
    expect(Decimal.tryParse(text)).toBeUndefined()
    expect(() => Decimal.parse(text)).toThrow(expect.objectContaining({ code: 'bad-number' }))
  })

  it('gives units or refuses to lose digits', () => {
    expect(Decimal.parse('12.5').toUnits(2)).toBe(1250n)
    expect(Decimal.parse('12.500').toUnits(1)).toBe(125n)
    expect(() => Decimal.parse('12.505').toUnits(2)).toThrow(expect.objectContaining({ code: 'too-many-digits' }))
    expect(Decimal.parse('3.00').toSafeInteger()).toBe(3)
    expect(Decimal.parse('3.01').toSafeInteger()).toBeUndefined()
    expect(JSON.stringify({ amount: Decimal.parse('1.50') })).toBe('{"amount":"1.50"}')
    expect(Decimal.parse('1.500').strip().toString()).toBe('1.5')
  })
})

describe('allocate', () => {
  const weights = fc
    .array(fc.record({ units: fc.bigInt({ min: 0n, max: 10n ** 12n }), scale: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 1,
      maxLength: 20,
    })
    .map((list) => list.map(({ units, scale }) => Decimal.fromUnits(units, scale)))
    .filter((list) => list.some((weight) => !weight.isZero()))

  it('adds up exactly, no part a whole unit from its share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (total, list) => {
        const parts = allocate(Decimal.fromUnits(total, 2), list, 2)
        expect(parts.reduce((sum, part) => sum + part.toUnits(2), 0n)).toBe(total)
        const whole = list.reduce((sum, weight) => sum.add(weight), Decimal.zero)
        parts.forEach((part, index) => {
          const error = part.multiply(whole).subtract(Decimal.fromUnits(total, 2).multiply(list[index]!)).abs()
          expect(error.compare(whole.multiply(Decimal.fromUnits(1, 2)))).toBe(-1)
        })
      }),
    )
  })

  it('gives the residue to the largest remainders, earlier first', () => {
    expect(allocate(Decimal.of(100), [Decimal.one, Decimal.one, Decimal.one], 2).map(String)).toEqual(['33.34', '33.33', '33.33'])
    expect(allocate(Decimal.of('-0.05'), [Decimal.one, Decimal.of(3)], 2).map(String)).toEqual(['-0.01', '-0.04'])
  })

  it('refuses weights that cannot share', () => {
    expect(() => allocate(Decimal.one, [], 2)).toThrow(expect.objectContaining({ code: 'out-of-range' }))
    expect(() => allocate(Decimal.one, [Decimal.zero], 2)).toThrow(expect.objectContaining({ code: 'out-of-range' }))
    expect(() => allocate(Decimal.one, [Decimal.of(-1), Decimal.of(3)], 2)).toThrow(expect.objectContaining({ code: 'out-of-range' }))
    expect(() => allocate(Decimal.of('0.001'), [Decimal.one], 2)).toThrow(expect.objectContaining({ code: 'too-many-digits' }))
  })
})
