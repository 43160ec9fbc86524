import { CalendarDate } from '@formwork/platform/value/index.ts'

/** The days that are shown: whole months. */
export interface ShownDays {
  readonly first: CalendarDate
  readonly count: number
}

/** A bar in the shown days: first day counted from 0, number of days, and whether it goes on before or after them. */
export interface Bar {
  readonly start: number
  readonly length: number
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** The month of a day, or it and the two after it. */
export function shownMonths(day: CalendarDate, span: 'month' | 'quarter'): ShownDays {
  const first = day.startOfMonth()
  const last = first.addMonths(span === 'month' ? 0 : 2).endOfMonth()
  return { first, count: first.daysUntil(last) + 1 }
}

/** The part of a row's days that is shown; undefined when none is. Without a second day, or with one before the first, the row is its first day. */
export function barOf(from: unknown, to: unknown, { first, count }: ShownDays): Bar | undefined {
  const begin = dayOf(from)
  if (begin === undefined) return undefined
  const given = dayOf(to)
  const end = given === undefined || given.compare(begin) < 0 ? begin : given
  const start = first.daysUntil(begin)
  const last = first.daysUntil(end)
  if (last < 0 || start >= count) return undefined
  const shownStart = Math.max(start, 0)
  const shownLast = Math.min(last, count - 1)
  return { start: shownStart, length: shownLast - shownStart + 1, isCutBefore: start < 0, isCutAfter: last >= count }
}

/** Both days of a row moved by so many days; a missing one stays missing. */
export function movedDays(from: unknown, to: unknown, days: number): { from: string | null; to: string | null } {
  const moved = (value: unknown): string | null => dayOf(value)?.addDays(days).toString() ?? null
  return { from: moved(from), to: moved(to) }
}

function dayOf(value: unknown): CalendarDate | undefined {
  return typeof value === 'string' && value !== '' ? CalendarDate.parse(value.slice(0, 10)) : undefined
}
