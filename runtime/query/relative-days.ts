import type { CalendarDate } from '@formwork/platform/value/index.ts'

/** Monday is the first day of a week (ISO 8601). */
const DAYS_OF_WEEK = 7
const MOST_DAYS = 3_660

type Range = readonly [from: CalendarDate, to: CalendarDate]

const weekOf = (day: CalendarDate): Range => {
  const monday = day.addDays(1 - day.weekday)
  return [monday, monday.addDays(DAYS_OF_WEEK - 1)]
}
const monthOf = (day: CalendarDate): Range => [day.startOfMonth(), day.endOfMonth()]
const quarterOf = (day: CalendarDate): Range => {
  const first = day.startOfMonth().addMonths(-((day.month - 1) % 3))
  return [first, first.addMonths(2).endOfMonth()]
}
const yearOf = (day: CalendarDate): Range => {
  const first = day.startOfMonth().addMonths(1 - day.month)
  return [first, first.addMonths(11).endOfMonth()]
}
const dayOf = (day: CalendarDate): Range => [day, day]

const named: Readonly<Record<string, (today: CalendarDate) => Range>> = {
  today: dayOf,
  yesterday: (today) => dayOf(today.addDays(-1)),
  tomorrow: (today) => dayOf(today.addDays(1)),
  'this-week': weekOf,
  'last-week': (today) => weekOf(today.addDays(-DAYS_OF_WEEK)),
  'next-week': (today) => weekOf(today.addDays(DAYS_OF_WEEK)),
  'this-month': monthOf,
  'last-month': (today) => monthOf(today.startOfMonth().addMonths(-1)),
  'next-month': (today) => monthOf(today.startOfMonth().addMonths(1)),
  'this-quarter': quarterOf,
  'last-quarter': (today) => quarterOf(today.startOfMonth().addMonths(-3)),
  'this-year': yearOf,
  'last-year': (today) => yearOf(today.startOfMonth().addMonths(-12)),
}

/**
 * Days by what people call them: `today`, `this-week`, `last-month`, `last-7-days` (today is the last of them), `next-30-days`
 * (today is the first). Undefined for any other word.
 */
export function relativeDays(word: string, today: CalendarDate): Range | undefined {
  if (Object.hasOwn(named, word)) return named[word]!(today)
  const counted = /^(last|next)-([1-9]\d{0,3})-days$/.exec(word)
  const count = Number(counted?.[2])
  if (counted === null || count > MOST_DAYS) return undefined
  return counted[1] === 'last' ? [today.addDays(1 - count), today] : [today, today.addDays(count - 1)]
}
