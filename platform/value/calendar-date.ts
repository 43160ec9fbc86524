import { fail } from '../error/app-error.ts'

/** Years that FEEL (and XML Schema as implemented everywhere) reads. */
const LARGEST_YEAR = 999_999_999

const DAYS_PER_ERA = 146_097
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * A day of the proleptic Gregorian calendar without time or zone: what business calls a date.
 * Immutable; `month` and `day` count from 1, the year 0 exists (ISO 8601).
 */
export class CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number

  private constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }

  /** Errors: `bad-date` when there is no such day. */
  static of(year: number, month: number, day: number): CalendarDate {
    const date = CalendarDate.tryOf(year, month, day)
    if (date === undefined) throw fail('bad-date', { text: `${year}-${month}-${day}` })
    return date
  }

  static tryOf(year: number, month: number, day: number): CalendarDate | undefined {
    if (!Number.isInteger(year) || Math.abs(year) > LARGEST_YEAR || !Number.isInteger(month) || month < 1 || month > 12) return undefined
    if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return undefined
    return new CalendarDate(year, month, day)
  }

  /** Reads `2025-01-31`, also `-0044-03-15` and years of more than four digits. Errors: `bad-date`. */
  static parse(text: string): CalendarDate {
    const date = CalendarDate.tryParse(text)
    if (date === undefined) throw fail('bad-date', { text })
    return date
  }

  static tryParse(text: string): CalendarDate | undefined {
    const match = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)$/.exec(text)
    return match === null ? undefined : CalendarDate.tryOf(Number(match[1]) + 0, Number(match[2]), Number(match[3]))
  }

  /** The date `epochDay` days after 1970-01-01. Errors: `bad-date` beyond the largest year. */
  static fromEpochDay(epochDay: number): CalendarDate {
    const shifted = epochDay + 719_468
    const era = Math.floor(shifted / DAYS_PER_ERA)
    const dayOfEra = shifted - era * DAYS_PER_ERA
    const yearOfEra = Math.floor(
      (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
    )
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
    const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
    const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return CalendarDate.of(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1)
  }

  /** Days since 1970-01-01. */
  get epochDay(): number {
    const year = this.month <= 2 ? this.year - 1 : this.year
    const era = Math.floor(year / 400)
    const yearOfEra = year - era * 400
    const dayOfYear = Math.floor((153 * (this.month + (this.month > 2 ? -3 : 9)) + 2) / 5) + this.day - 1
    return era * DAYS_PER_ERA + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  }

  addDays(days: number): CalendarDate {
    return CalendarDate.fromEpochDay(this.epochDay + days)
  }

  /** The same day of another month, or that month's last day: 2025-01-31 + 1 month is 2025-02-28. */
  addMonths(months: number): CalendarDate {
    const index = this.year * 12 + this.month - 1 + months
    const year = Math.floor(index / 12)
    const month = index - year * 12 + 1
    return CalendarDate.of(year, month, Math.min(this.day, daysInMonth(year, month)))
  }

  startOfMonth(): CalendarDate {
    return new CalendarDate(this.year, this.month, 1)
  }

  endOfMonth(): CalendarDate {
    return new CalendarDate(this.year, this.month, daysInMonth(this.year, this.month))
  }

  daysUntil(later: CalendarDate): number {
    return later.epochDay - this.epochDay
  }

  /** Monday is 1, Sunday is 7 (ISO 8601). */
  get weekday(): number {
    return modulo(this.epochDay + 3, 7) + 1
  }

  /** 1 to 366. */
  get dayOfYear(): number {
    return this.epochDay - new CalendarDate(this.year, 1, 1).epochDay + 1
  }

  /** ISO 8601 week, 1 to 53: the week with the year's first Thursday is week 1. */
  get weekOfYear(): number {
    const thursday = this.addDays(4 - this.weekday)
    return Math.floor((thursday.dayOfYear - 1) / 7) + 1
  }

  compare(other: CalendarDate): -1 | 0 | 1 {
    const difference = this.year - other.year || this.month - other.month || this.day - other.day
    return difference < 0 ? -1 : difference > 0 ? 1 : 0
  }

  equals(other: CalendarDate): boolean {
    return this.year === other.year && this.month === other.month && this.day === other.day
  }

  toString(): string {
    return `${this.year < 0 ? '-' : ''}${pad(Math.abs(this.year), 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`
  }

  toJSON(): string {
    return this.toString()
  }
}

export function isLeapYear(year: number): boolean {
  return modulo(year, 4) === 0 && (modulo(year, 100) !== 0 || modulo(year, 400) === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_LENGTHS[month - 1]!
}

function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
