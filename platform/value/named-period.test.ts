import { describe, expect, it } from 'vitest'
import { CalendarDate } from './calendar-date.ts'
import { namedPeriodOf, namedPeriodRange, PERIODS } from './named-period.ts'

const text = (period: (typeof PERIODS)[number], day: string): string[] => {
  const { from, to } = namedPeriodRange(period, CalendarDate.parse(day))
  return [from.toString(), to.toString()]
}

describe('named periods', () => {
  it.each([
    ['month', '2026-11-22', '2026-11-01', '2026-11-22'],
    ['last-month', '2026-01-05', '2025-12-01', '2025-12-31'],
    ['last-month', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['quarter', '2026-11-22', '2026-10-01', '2026-11-22'],
    ['quarter', '2026-03-01', '2026-01-01', '2026-03-01'],
    ['year', '2026-01-01', '2026-01-01', '2026-01-01'],
  ] as const)('%s on %s', (period, day, from, to) => {
    expect(text(period, day)).toEqual([from, to])
  })

  it('finds the name of two days, or says that they have none', () => {
    const today = CalendarDate.parse('2026-11-22')
    for (const period of PERIODS) {
      const { from, to } = namedPeriodRange(period, today)
      expect(namedPeriodOf(from.toString(), to.toString(), today)).toBe(period)
    }
    expect(namedPeriodOf(undefined, undefined, today)).toBe('all')
    expect(namedPeriodOf('2026-11-01', undefined, today)).toBe('month')
    expect(namedPeriodOf('2026-11-02', '2026-11-22', today)).toBe('own')
    expect(namedPeriodOf(undefined, '2026-11-22', today)).toBe('own')
  })
})
