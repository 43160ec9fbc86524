import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { relativeDays } from './relative-days.ts'

describe('days by what people call them', () => {
  // A Sunday: the last day of its week.
  const today = CalendarDate.of(2026, 11, 22)
  it.each([
    ['today', '2026-11-22', '2026-11-22'],
    ['yesterday', '2026-11-21', '2026-11-21'],
    ['this-week', '2026-11-16', '2026-11-22'],
    ['last-week', '2026-11-09', '2026-11-15'],
    ['next-week', '2026-11-23', '2026-11-29'],
    ['this-month', '2026-11-01', '2026-11-30'],
    ['last-month', '2026-10-01', '2026-10-31'],
    ['next-month', '2026-12-01', '2026-12-31'],
    ['this-quarter', '2026-10-01', '2026-12-31'],
    ['last-quarter', '2026-07-01', '2026-09-30'],
    ['this-year', '2026-01-01', '2026-12-31'],
    ['last-year', '2025-01-01', '2025-12-31'],
    ['last-7-days', '2026-11-16', '2026-11-22'],
    ['next-30-days', '2026-11-22', '2026-12-21'],
  ])('%s is %s to %s', (word, from, to) => expect(relativeDays(word, today)?.map(String)).toEqual([from, to]))

  it('ends with the month, whatever its length', () => {
    expect(relativeDays('last-month', CalendarDate.of(2024, 3, 31))?.map(String)).toEqual(['2024-02-01', '2024-02-29'])
  })

  it.each(['', 'someday', 'last-0-days', 'last-99999-days', 'constructor'])('knows no "%s"', (word) =>
    expect(relativeDays(word, today)).toBeUndefined(),
  )
})
