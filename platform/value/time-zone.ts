import { CalendarDate } from './calendar-date.ts'

/** Where nothing else is said; a workspace may set another one. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai'

/** Offsets reach 18 hours in ISO 8601 as implemented by java.time, which the DMN TCK follows. */
const LARGEST_OFFSET = 18 * 3600

/** Intl knows dates of about ±270,000 years; beyond, the calendar repeats every 400 years. */
const FURTHEST_INTL_SECOND = 8e12

/** A fixed offset from UTC in seconds, or a place with rules (`Europe/Paris`). Immutable. */
export class TimeZone {
  /** IANA name; undefined for a fixed offset. */
  readonly name: string | undefined
  readonly #offset: number

  private constructor(name: string | undefined, offset: number) {
    this.name = name
    this.#offset = offset
  }

  static readonly utc: TimeZone = new TimeZone(undefined, 0)

  static ofOffset(seconds: number): TimeZone | undefined {
    return Number.isInteger(seconds) && Math.abs(seconds) <= LARGEST_OFFSET ? new TimeZone(undefined, seconds) : undefined
  }

  static ofName(name: string): TimeZone | undefined {
    return findFormat(name) === undefined ? undefined : new TimeZone(name, 0)
  }

  /** Reads what follows a time: `Z`, `+08:00`, `-02:45:55`, `@Asia/Shanghai`. */
  static tryParse(text: string): TimeZone | undefined {
    if (text === 'Z' || text === 'z') return TimeZone.utc
    if (text.startsWith('@')) return TimeZone.ofName(text.slice(1))
    const match = /^([+-])(\d\d):([0-5]\d)(?::([0-5]\d))?$/.exec(text)
    if (match === null) return undefined
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
    return TimeZone.ofOffset(match[1] === '-' ? 0 - seconds : seconds)
  }

  /** Fixed offset in seconds; undefined for a named zone, whose offset depends on the day. */
  get fixedOffset(): number | undefined {
    return this.name === undefined ? this.#offset : undefined
  }

  /** Seconds east of UTC at a wall-clock time given as seconds since 1970-01-01T00:00 local. Overlap: the earlier one. */
  offsetAtLocal(localSeconds: number): number {
    if (this.name === undefined) return this.#offset
    const before = this.offsetAt(localSeconds - 86_400)
    const after = this.offsetAt(localSeconds + 86_400)
    if (before === after || this.offsetAt(localSeconds - before) === before) return before
    return this.offsetAt(localSeconds - after) === after ? after : before
  }

  /** Seconds east of UTC at an instant (seconds since 1970-01-01T00:00Z). */
  offsetAt(epochSeconds: number): number {
    if (this.name === undefined) return this.#offset
    const seconds = bringIntoIntl(Math.floor(epochSeconds))
    return seconds < QUARTERS_SINCE ? readLocal(findFormat(this.name)!, seconds) - seconds : offsetOfQuarter(this.name, seconds)
  }

  equals(other: TimeZone): boolean {
    return this.name === other.name && this.#offset === other.#offset
  }

  toString(): string {
    if (this.name !== undefined) return `@${this.name}`
    if (this.#offset === 0) return 'Z'
    const size = Math.abs(this.#offset)
    const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, ...(size % 60 === 0 ? [] : [size % 60])]
    return (this.#offset < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':')
  }
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

/** Names tried and kept; what people send must not fill the memory. */
const MOST_KEPT_NAMES = 1000

function findFormat(name: string): Intl.DateTimeFormat | undefined {
  if (formats.has(name)) return formats.get(name)
  if (formats.size >= MOST_KEPT_NAMES) formats.clear()
  const format = makeFormat(name)
  formats.set(name, format)
  return format
}

function makeFormat(name: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name) || name.length > 60) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

/** 1980-01-01: since then every zone has changed its offset at a quarter of an hour. */
const QUARTERS_SINCE = 315_532_800
const QUARTER = 900

/** Offsets by zone and quarter of an hour: asking Intl costs as much as writing a row. */
const quarters = new Map<string, Map<number, number>>()
const MOST_KEPT_QUARTERS = 4096

function offsetOfQuarter(name: string, seconds: number): number {
  let known = quarters.get(name)
  if (known === undefined) {
    if (quarters.size >= MOST_KEPT_NAMES) quarters.clear()
    quarters.set(name, (known = new Map()))
  }
  const quarter = Math.floor(seconds / QUARTER)
  let offset = known.get(quarter)
  if (offset === undefined) {
    if (known.size >= MOST_KEPT_QUARTERS) known.clear()
    known.set(quarter, (offset = readLocal(findFormat(name)!, seconds) - seconds))
  }
  return offset
}

function readLocal(format: Intl.DateTimeFormat, epochSeconds: number): number {
  const parts = Object.fromEntries(format.formatToParts(epochSeconds * 1000).map((part) => [part.type, part.value]))
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const day = CalendarDate.of(year, Number(parts.month), Number(parts.day)).epochDay
  return day * 86_400 + Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second)
}

function bringIntoIntl(seconds: number): number {
  if (Math.abs(seconds) <= FURTHEST_INTL_SECOND) return seconds
  const cycle = 146_097 * 86_400
  return seconds - Math.trunc(seconds / cycle) * cycle
}
