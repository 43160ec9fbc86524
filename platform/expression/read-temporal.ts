import { CalendarDate, DateTime, DaysDuration, MonthsDuration, TimeOfDay, TimeZone } from '../value/index.ts'

export type Temporal = CalendarDate | TimeOfDay | DateTime | DaysDuration | MonthsDuration

/** The value of an at-literal such as `@"2025-01-31"`; undefined when it is none. */
export function readTemporal(text: string): Temporal | undefined {
  return CalendarDate.tryParse(text) ?? readDateTime(text) ?? TimeOfDay.tryParse(text) ?? readDuration(text)
}

export function readDuration(text: string): DaysDuration | MonthsDuration | undefined {
  return MonthsDuration.tryParse(text) ?? DaysDuration.tryParse(text)
}

/** A date and time; `24:00:00` is the next midnight, as XML Schema has it. */
export function readDateTime(text: string): DateTime | undefined {
  const value = DateTime.tryParse(text)
  if (value !== undefined) return value
  const match = /^(.+)T24:00:00(?:\.0+)?(Z|[+-@].*)?$/.exec(text)
  if (match === null) return undefined
  const date = CalendarDate.tryParse(match[1]!)
  const zone = match[2] === undefined ? undefined : TimeZone.tryParse(match[2])
  if (date === undefined || (match[2] !== undefined && zone === undefined)) return undefined
  return DateTime.of(date.addDays(1), TimeOfDay.midnight.withZone(zone))
}
