import { fail } from '../error/app-error.ts'
import { formatFraction } from './time-of-day.ts'

const SECOND = 1_000_000_000n
const DAY = 86_400n * SECOND

/** Longest months duration: as many years as dates have. */
const MOST_MONTHS = 12 * 2_000_000_000

/** A span of days, hours, minutes, seconds, exact to the nanosecond (FEEL: days and time duration). */
export class DaysDuration {
  readonly nanoseconds: bigint

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }

  static ofDays(days: number): DaysDuration {
    return new DaysDuration(BigInt(days) * DAY)
  }

  static ofSeconds(seconds: number): DaysDuration {
    return new DaysDuration(BigInt(seconds) * SECOND)
  }

  /** Reads `P1DT2H3M4.5S`, `-PT15M`. Errors: `bad-date`. */
  static parse(text: string): DaysDuration {
    const value = DaysDuration.tryParse(text)
    if (value === undefined) throw fail('bad-date', { text })
    return value
  }

  static tryParse(text: string): DaysDuration | undefined {
    const match = /^(-?)P(?:(\d{1,18})D)?(T(?=\d)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,9})\d*)?S)?)?$/.exec(text)
    if (match === null) return undefined
    const [, sign, days, time, hours, minutes, seconds, fraction = ''] = match
    if (days === undefined && time === undefined) return undefined
    const whole = ((BigInt(days ?? 0) * 24n + BigInt(hours ?? 0)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0)
    const nanoseconds = whole * SECOND + BigInt(fraction.padEnd(9, '0'))
    return new DaysDuration(sign === '-' ? -nanoseconds : nanoseconds)
  }

  /** Parts of the magnitude, each with the sign of the whole. */
  get parts(): { days: bigint; hours: bigint; minutes: bigint; seconds: bigint; nanoseconds: bigint } {
    const total = this.nanoseconds
    return {
      days: total / DAY,
      hours: (total / (3600n * SECOND)) % 24n,
      minutes: (total / (60n * SECOND)) % 60n,
      seconds: (total / SECOND) % 60n,
      nanoseconds: total % SECOND,
    }
  }

  plus(other: DaysDuration): DaysDuration {
    return new DaysDuration(this.nanoseconds + other.nanoseconds)
  }

  negate(): DaysDuration {
    return new DaysDuration(-this.nanoseconds)
  }

  abs(): DaysDuration {
    return this.nanoseconds < 0n ? this.negate() : this
  }

  compare(other: DaysDuration): -1 | 0 | 1 {
    return this.nanoseconds < other.nanoseconds ? -1 : this.nanoseconds > other.nanoseconds ? 1 : 0
  }

  equals(other: DaysDuration): boolean {
    return this.nanoseconds === other.nanoseconds
  }

  toString(): string {
    if (this.nanoseconds === 0n) return 'PT0S'
    const { days, hours, minutes, seconds, nanoseconds } = this.abs().parts
    const fraction = formatFraction(Number(nanoseconds))
    const clock = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '') + (seconds || fraction ? `${seconds}${fraction}S` : '')
    return `${this.nanoseconds < 0n ? '-' : ''}P${days ? `${days}D` : ''}${clock ? `T${clock}` : ''}`
  }

  toJSON(): string {
    return this.toString()
  }
}

/** A span of years and months, whose days depend on where it starts (FEEL: years and months duration). */
export class MonthsDuration {
  /** A safe integer. */
  readonly months: number

  constructor(months: number) {
    this.months = months + 0
  }

  /** Reads `P1Y2M`, `-P3M`. Errors: `bad-date`. */
  static parse(text: string): MonthsDuration {
    const value = MonthsDuration.tryParse(text)
    if (value === undefined) throw fail('bad-date', { text })
    return value
  }

  static tryParse(text: string): MonthsDuration | undefined {
    const match = /^(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/.exec(text)
    if (match === null || (match[2] === undefined && match[3] === undefined)) return undefined
    const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
    return months > MOST_MONTHS ? undefined : new MonthsDuration(match[1] === '-' ? 0 - months : months)
  }

  get years(): number {
    return Math.trunc(this.months / 12) + 0
  }

  plus(other: MonthsDuration): MonthsDuration {
    return new MonthsDuration(this.months + other.months)
  }

  negate(): MonthsDuration {
    return new MonthsDuration(0 - this.months)
  }

  abs(): MonthsDuration {
    return this.months < 0 ? this.negate() : this
  }

  compare(other: MonthsDuration): -1 | 0 | 1 {
    return this.months < other.months ? -1 : this.months > other.months ? 1 : 0
  }

  equals(other: MonthsDuration): boolean {
    return this.months === other.months
  }

  toString(): string {
    if (this.months === 0) return 'P0M'
    const size = Math.abs(this.months)
    const years = Math.floor(size / 12)
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${size % 12 ? `${size % 12}M` : ''}`
  }

  toJSON(): string {
    return this.toString()
  }
}
