import { fail } from '../error/app-error.ts'
import { CalendarDate } from './calendar-date.ts'
import { TimeOfDay } from './time-of-day.ts'
import { DEFAULT_TIME_ZONE, TimeZone } from './time-zone.ts'

/** A day and a time on the clock, with an offset, a named zone or neither. Immutable. */
export class DateTime {
  readonly date: CalendarDate
  readonly time: TimeOfDay

  private constructor(date: CalendarDate, time: TimeOfDay) {
    this.date = date
    this.time = time
  }

  static of(date: CalendarDate, time: TimeOfDay = TimeOfDay.midnight): DateTime {
    return new DateTime(date, time)
  }

  /** Reads `2025-01-31T08:00:00`, with a zone as TimeOfDay takes it. Errors: `bad-date`. */
  static parse(text: string): DateTime {
    const value = DateTime.tryParse(text)
    if (value === undefined) throw fail('bad-date', { text })
    return value
  }

  static tryParse(text: string): DateTime | undefined {
    const middle = text.indexOf('T')
    if (middle < 0) return undefined
    const date = CalendarDate.tryParse(text.slice(0, middle))
    const time = text[middle + 1] === 'T' ? undefined : TimeOfDay.tryParse(text.slice(middle + 1))
    return date !== undefined && time !== undefined ? new DateTime(date, time) : undefined
  }

  /** The wall clock of a zone at an instant in milliseconds since 1970 (as `Date.now()`). */
  static fromEpochMilliseconds(milliseconds: number, zoneName: string = DEFAULT_TIME_ZONE): DateTime {
    const zone = TimeZone.ofName(zoneName)
    if (zone === undefined) throw fail('bad-format', { value: zoneName, expected: { zh: '时区', en: 'time zone' } })
    return DateTime.fromInstant(BigInt(Math.floor(milliseconds)) * 1_000_000n, zone)
  }

  /** The wall clock of a zone (none: UTC without a zone) at an instant in nanoseconds since 1970. */
  static fromInstant(instant: bigint, zone: TimeZone | undefined): DateTime {
    const billion = 1_000_000_000n
    const nanosecond = ((instant % billion) + billion) % billion
    const seconds = Number((instant - nanosecond) / billion)
    const local = seconds + (zone?.offsetAt(seconds) ?? 0)
    const day = Math.floor(local / 86_400)
    return new DateTime(CalendarDate.fromEpochDay(day), TimeOfDay.fromSecondOfDay(local - day * 86_400, Number(nanosecond), zone))
  }

  get zone(): TimeZone | undefined {
    return this.time.zone
  }

  /** Wall-clock seconds since 1970-01-01T00:00 of the same zone. */
  get localSeconds(): number {
    return this.date.epochDay * 86_400 + this.time.secondOfDay
  }

  /** Seconds east of UTC on that day; undefined without a zone. */
  get offset(): number | undefined {
    return this.zone?.offsetAtLocal(this.localSeconds)
  }

  /** Nanoseconds since 1970-01-01T00:00Z; without a zone the wall clock counts as UTC. */
  get instant(): bigint {
    return BigInt(this.localSeconds - (this.offset ?? 0)) * 1_000_000_000n + BigInt(this.time.nanosecond)
  }

  /** Milliseconds since 1970, rounded down; without a zone read in `zoneName`. */
  toEpochMilliseconds(zoneName: string = DEFAULT_TIME_ZONE): number {
    const value = this.zone === undefined ? this.withZone(TimeZone.ofName(zoneName)) : this
    const instant = value.instant
    return Number((instant - (((instant % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n)
  }

  /** The same wall clock in another zone. */
  withZone(zone: TimeZone | undefined): DateTime {
    return new DateTime(this.date, this.time.withZone(zone))
  }

  /** Adds nanoseconds of elapsed time. */
  plus(nanoseconds: bigint): DateTime {
    return DateTime.fromInstant(this.instant + nanoseconds, this.zone)
  }

  /** The same clock time some months on, clamped to the month's last day. */
  addMonths(months: number): DateTime {
    return new DateTime(this.date.addMonths(months), this.time)
  }

  compare(other: DateTime): -1 | 0 | 1 {
    const difference = this.instant - other.instant
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  /** Same wall clock and same zone, not merely the same instant. */
  equals(other: DateTime): boolean {
    return this.date.equals(other.date) && this.time.equals(other.time)
  }

  toString(): string {
    return `${this.date}T${this.time}`
  }

  toJSON(): string {
    return this.toString()
  }
}
