import { addDuration } from '@formwork/platform/definition/bpmn/timer.ts'
import type { CalendarDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime, DaysDuration, TimeOfDay } from '@formwork/platform/value/index.ts'
import type { WorkingCalendar } from '../facts.ts'
import { MOST_DAYS, WorkingDays } from '@formwork/platform/definition/working-days.ts'

const MINUTE = 60_000
const SECONDS_OF_DAY = 86_400

interface Window {
  readonly from: number
  readonly to: number
}

/**
 * Working time of a calendar definition in a time zone. Instants are milliseconds since the epoch. A day of a duration
 * is a working day (Friday 15:00 + `P1D` is Monday 15:00), its time part counts working hours only, and weeks, months
 * and years are calendar time. What begins outside working time begins when it starts again.
 */
export class CompiledCalendar implements WorkingCalendar {
  readonly #definition: CalendarDefinition
  readonly #zone: string
  readonly #days: WorkingDays

  constructor(definition: CalendarDefinition, zone: string) {
    this.#definition = definition
    this.#zone = zone
    this.#days = new WorkingDays(definition)
  }

  add(instant: number, milliseconds: number): number {
    let left = milliseconds
    if (left <= 0) return instant
    const first = this.#dayOf(instant)
    for (let day = first; day < first + MOST_DAYS; day++) {
      for (const { from, to } of this.#windows(day)) {
        const begin = Math.max(from, instant)
        if (to <= begin) continue
        if (to - begin >= left) return begin + left
        left -= to - begin
      }
    }
    throw this.#empty()
  }

  between(begin: number, end: number): number {
    let sum = 0
    const last = Math.min(this.#dayOf(end), this.#dayOf(begin) + MOST_DAYS)
    for (let day = this.#dayOf(begin); day <= last; day++) {
      for (const { from, to } of this.#windows(day)) sum += Math.max(0, Math.min(to, end) - Math.max(from, begin))
    }
    return sum
  }

  addDuration(instant: number, duration: unknown): number {
    const text = duration instanceof DaysDuration ? duration.toString() : String(duration)
    const match = /^P(?:(\d+Y)?(\d+M)?(\d+W)?)(?:(\d+)D)?(?:T(.+))?$/.exec(text)
    if (match === null) return addDuration(instant, duration, this.#zone)
    const far = `${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`
    const later = far === '' ? instant : addDuration(instant, `P${far}`, this.#zone)
    const days = this.#addDays(this.#next(later), Number(match[4] ?? 0))
    const rest = match[5] === undefined ? 0 : addDuration(0, `PT${match[5]}`, this.#zone)
    return this.add(days, rest)
  }

  /** The same time of day so many working days later. */
  #addDays(instant: number, days: number): number {
    const start = this.#dayOf(instant)
    let day = start
    for (let left = days; left > 0;) {
      if (++day > start + MOST_DAYS) throw this.#empty()
      if (this.#windows(day).length > 0) left--
    }
    if (day === start) return instant
    const { time } = DateTime.fromEpochMilliseconds(instant, this.#zone)
    return this.#instantOf(day, Math.floor(time.secondOfDay)) + (instant % 1000)
  }

  /** The instant itself in working time, else the beginning of the next working time. */
  #next(instant: number): number {
    const first = this.#dayOf(instant)
    for (let day = first; day < first + MOST_DAYS; day++) {
      for (const { from, to } of this.#windows(day)) if (instant < to) return Math.max(from, instant)
    }
    throw this.#empty()
  }

  #windows(day: number): Window[] {
    const date = CalendarDate.fromEpochDay(day)
    if (!this.#days.has(date)) return []
    return this.#definition.hours
      .map(({ from, to }) => ({ from: this.#instantOf(day, secondsOf(from)), to: this.#instantOf(day, secondsOf(to)) }))
      .filter(({ from, to }) => from < to)
      .sort((left, right) => left.from - right.from)
  }

  #instantOf(day: number, second: number): number {
    const date = CalendarDate.fromEpochDay(day + Math.floor(second / SECONDS_OF_DAY))
    return DateTime.of(date, TimeOfDay.fromSecondOfDay(second % SECONDS_OF_DAY)).toEpochMilliseconds(this.#zone)
  }

  #dayOf(instant: number): number {
    return DateTime.fromEpochMilliseconds(instant, this.#zone).date.epochDay
  }

  #empty(): Error {
    return fail('calendar-without-time', { calendar: this.#definition.name })
  }
}

function secondsOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number]
  return (hours * 60 + minutes) * (MINUTE / 1000)
}

/** Elapsed time in the same form, for nodes without a calendar. */
export function elapsedTime(zone: string): WorkingCalendar {
  return {
    add: (instant, milliseconds) => instant + milliseconds,
    between: (begin, end) => Math.max(0, end - begin),
    addDuration: (instant, duration) => addDuration(instant, duration, zone),
  }
}
