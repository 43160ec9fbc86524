import { CalendarDate } from './calendar-date.ts'
import { DateTime } from './date-time.ts'
import { DEFAULT_TIME_ZONE } from './time-zone.ts'

/** The business day in a time zone at an instant (milliseconds since 1970, as `Date.now()`). */
export function businessDateAt(epochMilliseconds: number, zoneName: string = DEFAULT_TIME_ZONE): CalendarDate {
  return DateTime.fromEpochMilliseconds(epochMilliseconds, zoneName).date
}

/** The later of two dates. */
export function laterDate(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left.compare(right) >= 0 ? left : right
}

/** The earlier of two dates. */
export function earlierDate(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left.compare(right) <= 0 ? left : right
}

/** First and last day of the month, quarter or year that a date lies in. */
export function periodOf(date: CalendarDate, unit: 'month' | 'quarter' | 'year'): { first: CalendarDate; last: CalendarDate } {
  if (unit === 'month') return { first: date.startOfMonth(), last: date.endOfMonth() }
  const firstMonth = unit === 'year' ? 1 : date.month - ((date.month - 1) % 3)
  const first = CalendarDate.of(date.year, firstMonth, 1)
  return { first, last: first.addMonths(unit === 'year' ? 11 : 2).endOfMonth() }
}
