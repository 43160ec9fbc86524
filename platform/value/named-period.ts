import { CalendarDate } from './calendar-date.ts'

/** Periods that people ask for by name; those that still run end today, so that they compare with the same days of an earlier one. */
export const PERIODS = ['month', 'last-month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

const MONTHS_OF_A_QUARTER = 3

/** First and last day of a named period, as of today. */
export function namedPeriodRange(period: Period, today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  if (period === 'last-month') {
    const start = today.startOfMonth().addMonths(-1)
    return { from: start, to: start.endOfMonth() }
  }
  if (period === 'month') return { from: today.startOfMonth(), to: today }
  if (period === 'year') return { from: CalendarDate.of(today.year, 1, 1), to: today }
  const month = today.month - ((today.month - 1) % MONTHS_OF_A_QUARTER)
  return { from: CalendarDate.of(today.year, month, 1), to: today }
}

/** What the two days are called; `all` without any, `own` when they have no name. */
export function namedPeriodOf(from: string | undefined, to: string | undefined, today: CalendarDate): Period | 'all' | 'own' {
  if (from === undefined && to === undefined) return 'all'
  return (
    PERIODS.find((period) => {
      const range = namedPeriodRange(period, today)
      return range.from.toString() === from && (range.to.toString() === to || (to === undefined && range.to.equals(today)))
    }) ?? 'own'
  )
}
