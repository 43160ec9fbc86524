import type { CalendarDefinition } from './types.ts'
import type { Model } from './model.ts'
import { fail } from '../error/index.ts'
import type { CalendarDate } from '../value/index.ts'

/** Days looked through for a working day: a calendar without any in ten years has none. */
export const MOST_DAYS = 3_660

/** Which days of a calendar definition are worked: days of the week, and the days that are an exception to them. */
export class WorkingDays {
  readonly #name: string
  readonly #days: ReadonlySet<number>
  readonly #exceptions: ReadonlyMap<string, boolean>

  constructor({ name, days, exceptions = [] }: CalendarDefinition) {
    this.#name = name
    this.#days = new Set(days)
    this.#exceptions = new Map(exceptions.map((each) => [each.name, each.works]))
  }

  has(date: CalendarDate): boolean {
    return this.#exceptions.get(date.toString()) ?? this.#days.has(date.weekday)
  }

  /** The day itself, or the next one that is worked. Errors: calendar-without-time. */
  from(date: CalendarDate): CalendarDate {
    for (let days = 0; days < MOST_DAYS; days++) {
      const day = date.addDays(days)
      if (this.has(day)) return day
    }
    throw fail('calendar-without-time', { calendar: this.#name })
  }
}

const known = new WeakMap<CalendarDefinition, WorkingDays>()

/** The working days of a calendar of the workspace; undefined where it has no calendar of that name. */
export function workingDaysOf(model: Model, name: string): WorkingDays | undefined {
  const definition = [...model.others.values()].find((each): each is CalendarDefinition => each.kind === 'calendar' && each.name === name)
  if (definition === undefined) return undefined
  const days = known.get(definition) ?? new WorkingDays(definition)
  known.set(definition, days)
  return days
}
