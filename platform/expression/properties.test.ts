import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '../value/index.ts'
import { compileExpression } from './compile.ts'
import { compareText, equalsFeel } from './comparison.ts'
import { exponential, naturalLogarithm, power, squareRoot } from './decimal-math.ts'
import { toFeelNumber } from './number.ts'
import { compilePattern } from './pattern/compile-pattern.ts'
import { findMatches } from './pattern/match-pattern.ts'
import { printFeel } from './print.ts'
import type { FeelValue } from './value.ts'

const decimal = fc
  .record({ units: fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), scale: fc.integer({ min: 0, max: 30 }) })
  .map(({ units, scale }) => Decimal.fromUnits(units, scale))
const small = fc
  .record({ units: fc.integer({ min: -1_000_000, max: 1_000_000 }), scale: fc.integer({ min: 0, max: 6 }) })
  .map(({ units, scale }) => Decimal.fromUnits(units, scale))
const numbers = fc.oneof(decimal, small)

const evaluate = (text: string, scope: Record<string, FeelValue> = {}) => compileExpression(text).evaluate(scope)

/** Plain rounding of an exact fraction to 34 digits, half-even, by BigInt. */
function roundFraction(dividend: bigint, divisor: bigint): string {
  const negative = dividend < 0n !== divisor < 0n
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  for (let scale = 120; scale >= -80; scale--) {
    const [up, down] = scale >= 0 ? [top * 10n ** BigInt(scale), bottom] : [top, bottom * 10n ** BigInt(-scale)]
    const whole = up / down
    const twice = 2n * (up % down)
    const rounded = twice > down || (twice === down && whole % 2n === 1n) ? whole + 1n : whole
    if (rounded < 10n ** 34n) return `${negative && rounded !== 0n ? '-' : ''}${Decimal.fromUnits(rounded, scale).strip()}`
  }
  throw new Error('too large')
}

describe('arithmetic', () => {
  it('is that of 34 digits, half-even', () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const scale = 10n ** 40n
        const [a, b] = [left.toUnits(40), right.toUnits(40)]
        expect(printFeel(evaluate('a + b', { a: left, b: right }))).toBe(roundFraction(a + b, scale))
        expect(printFeel(evaluate('a - b', { a: left, b: right }))).toBe(roundFraction(a - b, scale))
        expect(printFeel(evaluate('a * b', { a: left, b: right }))).toBe(roundFraction(a * b, scale * scale))
        if (!right.isZero()) expect(printFeel(evaluate('a / b', { a: left, b: right }))).toBe(roundFraction(a, b))
        expect(evaluate('a < b', { a: left, b: right })).toBe(a < b)
        expect(evaluate('a = b', { a: left, b: right })).toBe(a === b)
      }),
      { numRuns: 1500 },
    )
  })

  it('sums like additions in a row', () => {
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 30 }), (list) => {
        const total = list.reduce((sum, item) => sum + item.toUnits(6), 0n)
        expect(printFeel(evaluate('sum(xs.v)', { xs: list.map((v) => ({ v })) }))).toBe(Decimal.fromUnits(total, 6).strip().toString())
      }),
    )
  })

  it('takes roots, powers, exponentials and logarithms to the last digit', () => {
    const digits = (value: Decimal | undefined) => toFeelNumber(value!)!.toString()
    expect(digits(squareRoot(Decimal.of(2)))).toBe('1.414213562373095048801688724209698')
    expect(digits(exponential(Decimal.one))).toBe('2.718281828459045235360287471352662')
    expect(digits(naturalLogarithm(Decimal.of(10)))).toBe('2.302585092994045684017991454684364')
    expect(digits(naturalLogarithm(Decimal.of(2)))).toBe('0.6931471805599453094172321214581766')
    expect(naturalLogarithm(Decimal.one).isZero()).toBe(true)
    expect(digits(power(Decimal.of(2), Decimal.parse('0.5')))).toBe('1.414213562373095048801688724209698')
    expect(digits(power(Decimal.of(10), Decimal.parse('-2')))).toBe('0.01')
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (root) => {
        expect(squareRoot(Decimal.of(root * root)).toString()).toBe(root.toString())
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 20 }), (base, exponent) => {
        expect(digits(power(Decimal.of(base), Decimal.of(exponent)))).toBe(digits(Decimal.of(BigInt(base) ** BigInt(exponent))))
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (value) => {
        const back = exponential(naturalLogarithm(Decimal.of(value)))!
        expect(digits(back)).toBe(String(value))
      }),
      { numRuns: 50 },
    )
  })
})

describe('printing', () => {
  const day = fc.integer({ min: -700_000, max: 2_900_000 }).map((value) => CalendarDate.fromEpochDay(value))
  const time = fc
    .record({ second: fc.integer({ min: 0, max: 86_399 }), nano: fc.integer({ min: 0, max: 999_999_999 }) })
    .map(({ second, nano }) => TimeOfDay.fromSecondOfDay(second, nano))
  const value: fc.Arbitrary<FeelValue> = fc.letrec<{ any: FeelValue }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.boolean(),
      fc.string(),
      fc.constant(null),
      decimal,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 5 }), tie('any'), { maxKeys: 4, noNullPrototype: false }),
    ),
  })).any

  it('gives a text that is read as the same value', () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = typeof original === 'string' ? printFeel([original]).slice(1, -1) : printFeel(original)
        expect(equalsFeel(evaluate(text), original)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('gives dates, times and durations as their literals', () => {
    const temporal = fc.oneof(
      day,
      time,
      fc.tuple(day, time).map(([date, clock]) => DateTime.of(date, clock)),
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((nano) => new DaysDuration(nano)),
      fc.integer({ min: -9999, max: 9999 }).map((months) => new MonthsDuration(months)),
    )
    fc.assert(
      fc.property(temporal, (original) => {
        expect(printFeel(evaluate(`@"${printFeel(original)}"`))).toBe(printFeel(original))
      }),
    )
  })
})

describe('texts', () => {
  it('are ordered by code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
        const points = (text: string) => [...text].map((character) => character.codePointAt(0)!)
        const [a, b] = [points(left), points(right)]
        const difference = a.findIndex((point, index) => point !== b[index])
        const expected = difference < 0 ? a.length - b.length : b[difference] === undefined ? 1 : a[difference]! - b[difference]!
        expect(Math.sign(compareText(left, right))).toBe(Math.sign(expected))
      }),
    )
  })

  it('match patterns as the host does, where both mean the same', () => {
    const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '[b-c]', '\\d', 'ab', 'x')
    const pattern = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie('any'), tie('any')).map((parts) => parts.join('')),
        fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(${left}|${right})`),
        fc
          .tuple(tie('any'), fc.constantFrom('*', '+', '?', '*?', '+?', '{1,2}', '{2}'))
          .map(([part, count]) => (new RegExp(`^(?:${part})$`).test('') ? part : `(?:${part})${count}`)),
        tie('any').map((part) => `(${part})`),
      ),
    })).any
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', 'x'), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(pattern, text, (source, input) => {
        const compiled = compilePattern(source, '')!
        const found = findMatches(compiled, input, { from: 0, to: 0 }).map((match) => [match.start, match.text])
        expect(found).toEqual([...input.matchAll(new RegExp(source, 'gu'))].map((match) => [match.index, match[0]]))
      }),
      { numRuns: 3000 },
    )
  })
})
