import { fail } from '../error/app-error.ts'
import { TimeZone } from './time-zone.ts'

/** A time on the clock with nanoseconds, and a zone if one was given. Immutable. */
export class TimeOfDay {
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 to 999,999,999. */
  readonly nanosecond: number
  readonly zone: TimeZone | undefined

  private constructor(hour: number, minute: number, second: number, nanosecond: number, zone: TimeZone | undefined) {
    this.hour = hour
    this.minute = minute
    this.second = second
    this.nanosecond = nanosecond
    this.zone = zone
  }

  static readonly midnight: TimeOfDay = new TimeOfDay(0, 0, 0, 0, undefined)

  static tryOf(hour: number, minute: number, second: number, nanosecond = 0, zone?: TimeZone): TimeOfDay | undefined {
    const fits = isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 59) && isWithin(nanosecond, 999_999_999)
    return fits ? new TimeOfDay(hour, minute, second, nanosecond, zone) : undefined
  }

  /** Reads `23:59:59.5`, `10:00:00+08:00`, `10:00:00@Asia/Shanghai`. Errors: `bad-date`. */
  static parse(text: string): TimeOfDay {
    const time = TimeOfDay.tryParse(text)
    if (time === undefined) throw fail('bad-date', { text })
    return time
  }

  static tryParse(text: string): TimeOfDay | undefined {
    const match = /^T?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(.*)$/.exec(text)
    if (match === null) return undefined
    const [, hour, minute, second, fraction = '', zoneText = ''] = match
    const zone = zoneText === '' ? undefined : TimeZone.tryParse(zoneText)
    if (zoneText !== '' && zone === undefined) return undefined
    return TimeOfDay.tryOf(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(9, '0')), zone)
  }

  /** From seconds since midnight; whole days fall away. */
  static fromSecondOfDay(seconds: number, nanosecond = 0, zone?: TimeZone): TimeOfDay {
    const rest = seconds - Math.floor(seconds / 86_400) * 86_400
    return new TimeOfDay(Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60, nanosecond, zone)
  }

  /** 0 to 86,399. */
  get secondOfDay(): number {
    return this.hour * 3600 + this.minute * 60 + this.second
  }

  get nanosecondOfDay(): bigint {
    return BigInt(this.secondOfDay) * 1_000_000_000n + BigInt(this.nanosecond)
  }

  /** Seconds east of UTC; a named zone is read as on 1970-01-01, since a bare time has no day. */
  get offset(): number | undefined {
    return this.zone?.offsetAtLocal(this.secondOfDay)
  }

  /** Nanoseconds since midnight UTC; without a zone the wall clock counts as UTC. */
  get instant(): bigint {
    return this.nanosecondOfDay - BigInt(this.offset ?? 0) * 1_000_000_000n
  }

  withZone(zone: TimeZone | undefined): TimeOfDay {
    return new TimeOfDay(this.hour, this.minute, this.second, this.nanosecond, zone)
  }

  /** Adds nanoseconds around the clock. */
  plus(nanoseconds: bigint): TimeOfDay {
    const day = 86_400_000_000_000n
    const total = (((this.nanosecondOfDay + nanoseconds) % day) + day) % day
    return TimeOfDay.fromSecondOfDay(Number(total / 1_000_000_000n), Number(total % 1_000_000_000n), this.zone)
  }

  compare(other: TimeOfDay): -1 | 0 | 1 {
    const difference = this.instant - other.instant
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  /** Same clock time and same zone, not merely the same instant. */
  equals(other: TimeOfDay): boolean {
    const sameZone = this.zone === undefined ? other.zone === undefined : other.zone !== undefined && this.zone.equals(other.zone)
    return sameZone && this.nanosecondOfDay === other.nanosecondOfDay
  }

  toString(): string {
    const clock = [this.hour, this.minute, this.second].map((part) => String(part).padStart(2, '0')).join(':')
    return clock + formatFraction(this.nanosecond) + (this.zone ?? '')
  }

  toJSON(): string {
    return this.toString()
  }
}

/** `.5` for 500,000,000 nanoseconds, nothing for 0. */
export function formatFraction(nanosecond: number): string {
  return nanosecond === 0 ? '' : `.${String(nanosecond).padStart(9, '0').replace(/0+$/, '')}`
}

function isWithin(value: number, largest: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= largest
}
