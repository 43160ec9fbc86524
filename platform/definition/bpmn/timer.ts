import { fail } from '../../error/index.ts'
import { isCron, nextCron } from './cron.ts'
import { CalendarDate, DateTime, DaysDuration, MonthsDuration, TimeZone } from '../../value/index.ts'

/** A due instant in milliseconds since the epoch, and what is left of a cycle after it. */
export interface PlannedTimer {
  readonly due: number
  /** ISO cycle still to run, null when this is the last time. */
  readonly cycle: string | null
}

/**
 * When a timer is due. Dates are ISO 8601 (without zone: the workspace's), durations are elapsed time for days,
 * hours … and calendar time for years and months (31 January + P1M is the last day of February); cycles are
 * `R5/PT10M`, `R/2026-01-01T00:00:00Z/P1D`, `R3/P1D/2026-02-01`, or cron expressions.
 *
 * Errors: `bad-date`.
 */
export function planTimer(kind: 'date' | 'duration' | 'cycle', value: unknown, now: number, zone: string): PlannedTimer | null {
  if (kind === 'date') return { due: readInstant(value, zone), cycle: null }
  if (kind === 'duration') return { due: addDuration(now, value, zone), cycle: null }
  if (isCron(String(value))) return { due: nextCron(String(value), now, zone), cycle: String(value).trim() }
  const cycle = readCycle(String(value), zone)
  if (cycle.repeats === 0) return null
  const start = cycle.start ?? addDuration(now, cycle.duration, zone)
  return planFrom(cycle, start)
}

/** The time after `last`. A bounded cycle makes up for every missed time, an endless one skips to the next to come. */
export function nextCycle(text: string, last: number, now: number, zone: string): PlannedTimer | null {
  if (isCron(text)) return { due: nextCron(text, Math.max(last, now), zone), cycle: text }
  const cycle = readCycle(text, zone)
  if (cycle.repeats === 0) return null
  let due = addDuration(last, cycle.duration, zone)
  if (cycle.repeats === null && due <= now) due = skipTo(due, now, cycle.duration, zone)
  return planFrom(cycle, due)
}

interface Cycle {
  /** null: endless. */
  readonly repeats: number | null
  readonly start: number | null
  readonly duration: string
  readonly end: number | null
}

function planFrom(cycle: Cycle, due: number): PlannedTimer | null {
  if (cycle.end !== null && due > cycle.end) return null
  const left = cycle.repeats === null ? null : cycle.repeats - 1
  return { due, cycle: left === 0 ? null : writeCycle(left, cycle) }
}

function writeCycle(left: number | null, cycle: Cycle): string {
  const end = cycle.end === null ? '' : `/${DateTime.fromEpochMilliseconds(cycle.end, 'UTC').withZone(TimeZone.utc)}`
  return `R${left ?? ''}/${cycle.duration}${end}`
}

function readCycle(text: string, zone: string): Cycle {
  const [repeats, ...parts] = text.trim().split('/')
  const match = /^R(-1|\d*)$/.exec(repeats ?? '')
  if (match === null || parts.length === 0 || parts.length > 3) throw fail('bad-date', { text })
  const duration = parts.findIndex((part) => /^-?P/.test(part))
  if (duration < 0) {
    if (parts.length !== 2) throw fail('bad-date', { text })
    const [start, end] = [readInstant(parts[0], zone), readInstant(parts[1], zone)]
    return { repeats: repeatsOf(match[1]!), start: end, duration: new DaysDuration(BigInt(end - start) * 1_000_000n).toString(), end: null }
  }
  return {
    repeats: repeatsOf(match[1]!),
    start: duration === 0 ? null : readInstant(parts[0], zone),
    duration: parts[duration]!,
    end: parts[duration + 1] === undefined ? null : readInstant(parts[duration + 1], zone),
  }
}

function repeatsOf(text: string): number | null {
  return text === '' || text === '-1' ? null : Number(text)
}

/** Most occurrences looked at one by one when an endless cycle was asleep; beyond, elapsed time is divided. */
const MOST_SKIPPED = 100_000

function skipTo(first: number, now: number, duration: string, zone: string): number {
  const days = DaysDuration.tryParse(duration)
  if (days !== undefined) {
    const length = Number(days.nanoseconds / 1_000_000n)
    return length <= 0 ? now : first + Math.floor((now - first) / length + 1) * length
  }
  let due = first
  for (let count = 1; due <= now && count < MOST_SKIPPED; count++) due = addDuration(due, duration, zone)
  return due
}

/** An instant from ISO text, a FEEL date and time, or a FEEL date (its first moment). */
export function readInstant(value: unknown, zone: string): number {
  if (value instanceof DateTime) return value.toEpochMilliseconds(zone)
  if (value instanceof CalendarDate) return DateTime.of(value).toEpochMilliseconds(zone)
  const text = String(value).trim()
  const date = CalendarDate.tryParse(text)
  if (date !== undefined) return DateTime.of(date).toEpochMilliseconds(zone)
  const instant = DateTime.tryParse(text) ?? DateTime.tryParse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) ?? withSeconds(text)
  if (instant === undefined) throw fail('bad-date', { text })
  return instant.toEpochMilliseconds(zone)
}

/** `2026-01-01T08:30` and `…T08:30Z`: ISO allows to leave the seconds away. */
function withSeconds(text: string): DateTime | undefined {
  const match = /^(.*T\d\d:\d\d)([Zz]|[+-]\d\d:\d\d)?$/.exec(text)
  return match === null ? undefined : DateTime.tryParse(`${match[1]}:00${match[2] ?? ''}`)
}

/** An instant some ISO duration (text or FEEL duration) later: `P2M10DT2H30M`, `P1W`. */
export function addDuration(instant: number, value: unknown, zone: string): number {
  if (value instanceof DaysDuration) return instant + Number(value.nanoseconds / 1_000_000n)
  if (value instanceof MonthsDuration) return addMonths(instant, value.months, zone)
  const text = String(value).trim()
  const match = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T.+)?$/.exec(text)
  if (match === null || text.endsWith('P')) throw fail('bad-date', { text })
  const sign = match[1] === undefined ? 1 : -1
  const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
  const rest = DaysDuration.tryParse(`P${Number(match[4] ?? 0) * 7 + Number(match[5] ?? 0)}D${match[6] ?? ''}`)
  if (rest === undefined) throw fail('bad-date', { text })
  return addMonths(instant, months * sign, zone) + sign * Number(rest.nanoseconds / 1_000_000n)
}

function addMonths(instant: number, months: number, zone: string): number {
  if (months === 0) return instant
  const local = DateTime.fromEpochMilliseconds(instant, zone).addMonths(months)
  return DateTime.of(local.date, local.time.withZone(TimeZone.ofName(zone))).toEpochMilliseconds(zone)
}
