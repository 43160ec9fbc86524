import { fail } from '../../error/index.ts'
import type { CalendarDate } from '../../value/index.ts'
import { DateTime, TimeOfDay, TimeZone } from '../../value/index.ts'

/** Years looked ahead; a 29 February comes within eight. */
const MOST_DAYS = 8 * 366 + 2
const DAY = 86_400

/** Whether a cycle is a cron expression: five fields (minute …) or six and seven (second …), as schedulers of other tools write it. */
export function isCron(text: string): boolean {
  return /^\S+(\s+\S+){4,6}$/.test(text.trim()) && !/^R/.test(text.trim())
}

/** The first instant after `after` (milliseconds) that a cron expression names, in the zone. Errors: `bad-date`. */
export function nextCron(text: string, after: number, zone: string): number {
  const fields = readFields(text)
  const begin = DateTime.fromEpochMilliseconds(Math.floor(after / 1000) * 1000 + 1000, zone)
  let from = begin.time.secondOfDay
  for (let offset = 0; offset < MOST_DAYS; offset++) {
    const date = begin.date.addDays(offset)
    if (matchesDay(fields, date)) {
      const second = firstSecond(fields, from)
      if (second !== undefined) {
        return DateTime.of(date, TimeOfDay.fromSecondOfDay(second, 0, TimeZone.ofName(zone))).toEpochMilliseconds(zone)
      }
    }
    from = 0
  }
  throw fail('bad-date', { text })
}

interface Fields {
  readonly seconds: ReadonlySet<number>
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number> | null
  readonly months: ReadonlySet<number>
  /** Monday is 1, Sunday is 7; null: any. */
  readonly weekdays: ReadonlySet<number> | null
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

function readFields(text: string): Fields {
  const parts = text.trim().toUpperCase().split(/\s+/)
  const hasSeconds = parts.length > 5
  const [second, minute, hour, day, month, weekday] = hasSeconds ? parts : ['0', ...parts]
  const read = (part: string | undefined, lowest: number, highest: number, names: readonly string[] = []): Set<number> =>
    readField(text, part ?? '*', { lowest, highest, names })
  // Schedulers that know seconds count Sunday as 1, those that do not as 0 (or 7).
  const weekdays = isAny(weekday)
    ? null
    : new Set(
        [...read(weekday, hasSeconds ? 1 : 0, 7, WEEKDAYS)].map((value) => toIsoWeekday(value, hasSeconds && !/[A-Z]/.test(weekday!))),
      )
  return {
    seconds: read(second, 0, 59),
    minutes: read(minute, 0, 59),
    hours: read(hour, 0, 23),
    days: isAny(day) ? null : read(day, 1, 31),
    months: read(month, 1, 12, MONTHS),
    weekdays,
  }
}

function toIsoWeekday(value: number, countsFromOne: boolean): number {
  const fromSunday = countsFromOne ? value - 1 : value % 7
  return fromSunday === 0 ? 7 : fromSunday
}

function isAny(part: string | undefined): boolean {
  return part === undefined || part === '*' || part === '?'
}

function readField(text: string, field: string, range: { lowest: number; highest: number; names: readonly string[] }): Set<number> {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const match = /^(\*|\?|[A-Z0-9]+)(?:-([A-Z0-9]+))?(?:\/(\d+))?$/.exec(part)
    if (match === null) throw fail('bad-date', { text })
    const isAll = match[1] === '*' || match[1] === '?'
    const from = isAll ? range.lowest : readValue(text, match[1]!, range)
    const step = match[3] === undefined ? 1 : Number(match[3])
    const to = match[2] === undefined ? (isAll || match[3] !== undefined ? range.highest : from) : readValue(text, match[2], range)
    if (step < 1) throw fail('bad-date', { text })
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return values
}

function readValue(
  text: string,
  word: string,
  { lowest, highest, names }: { lowest: number; highest: number; names: readonly string[] },
): number {
  const named = names.indexOf(word.slice(0, 3))
  const value = named >= 0 && /[A-Z]/.test(word) ? named + (names.length === 12 ? 1 : 0) : Number(word)
  if (!Number.isInteger(value) || value < lowest - 1 || value > highest) throw fail('bad-date', { text })
  return value
}

function matchesDay(fields: Fields, date: CalendarDate): boolean {
  if (!fields.months.has(date.month)) return false
  if (fields.days !== null && fields.weekdays !== null) return fields.days.has(date.day) || fields.weekdays.has(date.weekday)
  return (fields.days === null || fields.days.has(date.day)) && (fields.weekdays === null || fields.weekdays.has(date.weekday))
}

function firstSecond(fields: Fields, from: number): number | undefined {
  for (let minute = Math.floor(from / 60); minute < DAY / 60; minute++) {
    if (!fields.hours.has(Math.floor(minute / 60)) || !fields.minutes.has(minute % 60)) continue
    for (const second of [...fields.seconds].sort((left, right) => left - right)) {
      if (minute * 60 + second >= from) return minute * 60 + second
    }
  }
  return undefined
}
