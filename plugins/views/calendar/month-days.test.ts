import { CalendarDate } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownDays, turnedTo } from './month-days.ts'

const days = fc.integer({ min: 0, max: 40_000 }).map((count) => CalendarDate.of(1970, 1, 1).addDays(count))

describe('a calendar', () => {
  it('shows whole weeks from Monday with every day of the month, and no week without one', () => {
    fc.assert(
      fc.property(days, (day) => {
        const shown = shownDays(day, 'month')
        expect([shown[0]!.weekday, shown.at(-1)!.weekday, shown.length % 7]).toEqual([1, 7, 0])
        expect(shown.filter(({ year, month }) => year === day.year && month === day.month)).toHaveLength(day.endOfMonth().day)
        expect(shown.slice(0, 7).some(({ month }) => month === day.month)).toBe(true)
        expect(shown.slice(-7).some(({ month }) => month === day.month)).toBe(true)
      }),
    )
  })

  it('turns by months and by weeks', () => {
    expect(String(turnedTo(CalendarDate.of(2026, 1, 31), 'month', 1))).toBe('2026-02-01')
    expect(String(turnedTo(CalendarDate.of(2026, 1, 1), 'month', -1))).toBe('2025-12-01')
    expect(shownDays(turnedTo(CalendarDate.of(2026, 11, 22), 'week', 1), 'week').map(String)[0]).toBe('2026-11-23')
  })
})
