import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessDateAt, periodOf } from './business-date.ts'
import { CalendarDate } from './calendar-date.ts'
import { DateTime } from './date-time.ts'
import { DaysDuration, MonthsDuration } from './duration.ts'
import { TimeOfDay } from './time-of-day.ts'

const day = fc.integer({ min: -3_000_000, max: 3_000_000 }).map((epochDay) => CalendarDate.fromEpochDay(epochDay))

describe('CalendarDate', () => {
  it('agrees with Date on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (epochDay) => {
        const date = CalendarDate.fromEpochDay(epochDay)
        const native = new Date(epochDay * 86_400_000)
        expect([date.year, date.month, date.day]).toEqual([native.getUTCFullYear(), native.getUTCMonth() + 1, native.getUTCDate()])
        expect(date.epochDay).toBe(epochDay)
        expect(date.weekday % 7).toBe(native.getUTCDay())
      }),
    )
  })

  it('prints and reads back, keeps order', () => {
    fc.assert(
      fc.property(day, day, (left, right) => {
        expect(CalendarDate.parse(left.toString()).equals(left)).toBe(true)
        expect(left.compare(right)).toBe(Math.sign(left.epochDay - right.epochDay))
        expect(left.addDays(left.daysUntil(right)).equals(right)).toBe(true)
      }),
    )
  })

  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-01-15', -13, '2023-12-15'],
  ])('%s plus %i months is %s', (date, months, result) => expect(String(CalendarDate.parse(date).addMonths(months))).toBe(result))

  it.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-1-1',
    '998-12-31',
    '01211-12-31',
    '+2012-12-02',
    '9999999999-01-01',
    '',
    '2025-01-01T',
    '２０２５-01-01',
  ])('refuses %s', (text) => {
    expect(() => CalendarDate.parse(text)).toThrow(expect.objectContaining({ code: 'bad-date' }))
  })

  it('knows its period and the business day of an instant', () => {
    expect(Object.values(periodOf(CalendarDate.parse('2024-02-10'), 'month')).map(String)).toEqual(['2024-02-01', '2024-02-29'])
    expect(Object.values(periodOf(CalendarDate.parse('2024-11-10'), 'quarter')).map(String)).toEqual(['2024-10-01', '2024-12-31'])
    expect(Object.values(periodOf(CalendarDate.parse('2024-11-10'), 'year')).map(String)).toEqual(['2024-01-01', '2024-12-31'])
    expect(String(businessDateAt(Date.UTC(2025, 0, 31, 16, 0)))).toBe('2025-02-01')
    expect(String(businessDateAt(Date.UTC(2025, 0, 31, 16, 0), 'UTC'))).toBe('2025-01-31')
    expect(CalendarDate.parse('2010-01-01').weekOfYear).toBe(53)
    expect(CalendarDate.parse('2004-12-31').dayOfYear).toBe(366)
  })
})

describe('DateTime and TimeOfDay', () => {
  it('round trip through instants in named zones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -4e12, max: 4e12 }),
        fc.constantFrom('Asia/Shanghai', 'Europe/Paris', 'UTC', 'America/New_York', 'Australia/Sydney'),
        (milliseconds, zone) => {
          const value = DateTime.fromEpochMilliseconds(milliseconds, zone)
          const native = new Date(milliseconds).toLocaleString('sv-SE', { timeZone: zone })
          expect(`${value.date} ${value.time.withZone(undefined).toString().slice(0, 8)}`).toBe(native)
          expect(DateTime.parse(value.toString()).equals(value)).toBe(true)
          if (zone === 'UTC') expect(value.toEpochMilliseconds()).toBe(milliseconds)
        },
      ),
    )
  })

  it.each([
    ['2021-03-28T02:30:00@Europe/Paris', 3600],
    ['2021-10-31T02:30:00@Europe/Paris', 7200],
    ['2021-07-01T00:00:00@Europe/Paris', 7200],
    ['2021-01-01T00:00:00-02:45:55', -9955],
  ])('offset of %s is %i', (text, offset) => expect(DateTime.parse(text).offset).toBe(offset))

  it.each([
    '24:00:01',
    '7:00:00',
    '10:60:00',
    '10:00:60',
    '10:00:00+19:00',
    '10:00:00@no/where',
    '10:00:00+02:00@Europe/Paris',
    '10:00',
    '10:00:00Zx',
  ])('refuses the time %s', (text) => {
    expect(TimeOfDay.tryParse(text)).toBeUndefined()
  })

  it('adds around the clock and over the day', () => {
    expect(String(TimeOfDay.parse('23:30:00+08:00').plus(3600n * 1_000_000_000n))).toBe('00:30:00+08:00')
    expect(String(DateTime.parse('2025-02-28T23:30:00.5').plus(3600n * 1_000_000_000n))).toBe('2025-03-01T00:30:00.5')
  })
})

describe('durations', () => {
  it('print and read back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }),
        fc.integer({ min: -100_000, max: 100_000 }),
        (nanoseconds, months) => {
          expect(DaysDuration.parse(new DaysDuration(nanoseconds).toString()).nanoseconds).toBe(nanoseconds)
          expect(MonthsDuration.parse(new MonthsDuration(months).toString()).months).toBe(months)
        },
      ),
    )
  })
  it.each(['P', 'PT', 'P1DT', 'P1H', '1D', 'P-1D', 'P1Y1D', 'P0'])('refuses %s', (text) => {
    expect(DaysDuration.tryParse(text)).toBeUndefined()
    expect(MonthsDuration.tryParse(text)).toBeUndefined()
  })
})
