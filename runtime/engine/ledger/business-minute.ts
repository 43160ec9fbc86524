import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime } from '@formwork/platform/value/index.ts'

const MINUTES_PER_DAY = 1440

/** The minute of the workspace's wall clock, counted from 1970-01-01T00:00 there: day = floor(minute / 1440). */
export function minuteOf(value: DateTime, timeZone: string): number {
  const local = value.zone === undefined ? value : DateTime.fromEpochMilliseconds(value.toEpochMilliseconds(timeZone), timeZone)
  return Math.floor(local.localSeconds / 60)
}

/** The minute of an instant in milliseconds since the epoch. */
export function minuteOfInstant(milliseconds: number, timeZone: string): number {
  return Math.floor(DateTime.fromEpochMilliseconds(milliseconds, timeZone).localSeconds / 60)
}

/** The last minute of a day, 23:59. */
export function lastMinuteOf(date: CalendarDate): number {
  return date.epochDay * MINUTES_PER_DAY + MINUTES_PER_DAY - 1
}

export function firstMinuteOf(date: CalendarDate): number {
  return date.epochDay * MINUTES_PER_DAY
}

export function dateOfMinute(minute: number): CalendarDate {
  return CalendarDate.fromEpochDay(Math.floor(minute / MINUTES_PER_DAY))
}

/**
 * When something happened: a date and time as it is; a date alone is the commit's minute if that is today, else 23:59.
 * Errors: `posting-refused` for anything else.
 */
export function businessMinute(value: unknown, rule: string, clock: { today: CalendarDate; nowMinute: number; timeZone: string }): number {
  if (value instanceof DateTime) return minuteOf(value, clock.timeZone)
  if (value instanceof CalendarDate) return value.equals(clock.today) ? clock.nowMinute : lastMinuteOf(value)
  throw fail('posting-refused', { rule, reason: { zh: '没有业务日期', en: 'it has no date' } })
}
