import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration } from '@formwork/platform/value/index.ts'
import { decode, encode } from './codec.ts'

const anyKey = fc.oneof(fc.string(), fc.constantFrom('$decimal', '$plain', '$date', '$', '__proto__', 'toJSON'))
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, '', '{"$decimal":"1"}', '$plain'),
    fc.string(),
    fc.integer(),
    fc.integer().map((number) => Decimal.of(number)),
    fc.constantFrom(
      CalendarDate.parse('2026-02-28'),
      DateTime.parse('2026-02-28T08:00:00Z'),
      DaysDuration.parse('P2DT3H'),
      MonthsDuration.parse('P14M'),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
}))

it('whatever is written is read as the same value, and writing changes nothing', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const before = encode(value)
      const read = decode(before)
      expect(read).toEqual(value)
      expect(encode(read)).toBe(before)
    }),
    { numRuns: 500 },
  )
})
