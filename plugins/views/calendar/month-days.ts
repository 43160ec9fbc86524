import type { CalendarDate } from '@formwork/platform/value/index.ts'

const WEEK = 7

/** Whole weeks from Monday that hold the month of a day, or the one week of it. */
export function shownDays(day: CalendarDate, span: 'month' | 'week'): CalendarDate[] {
  const first = span === 'month' ? day.startOfMonth() : day
  const start = first.addDays(1 - first.weekday)
  const last = span === 'month' ? day.endOfMonth() : day
  const weeks = Math.floor(start.daysUntil(last) / WEEK) + 1
  return Array.from({ length: weeks * WEEK }, (_, index) => start.addDays(index))
}

/** The day that another month or week is shown by. */
export function turnedTo(day: CalendarDate, span: 'month' | 'week', step: number): CalendarDate {
  return span === 'month' ? day.startOfMonth().addMonths(step) : day.addDays(step * WEEK)
}
