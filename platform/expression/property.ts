import { chineseType } from './chinese-type.ts'
import { CalendarDate, DateTime, DaysDuration, MonthsDuration, TimeOfDay, type Decimal } from '../value/index.ts'
import type { Position } from './diagnostic.ts'
import { report } from './evaluation.ts'
import { numberOf } from './number.ts'
import { FeelRange, isList, isPlainContext, LazyContext, readEntry, typeNameOf, type FeelValue } from './value.ts'

/**
 * `value.name`: an entry of a context, a list of entries of a list, or a property of a date, time, duration or range
 * (DMN 1.5, table 65). A missing entry is null; what a type or a record does not have is reported.
 */
export function readProperty(value: FeelValue, name: string, position: Position): FeelValue {
  if (value === null) return null
  if (isList(value)) return value.map((item) => readProperty(item, name, position))
  if (isPlainContext(value)) return readEntry(value, name) ?? null
  const property = value instanceof LazyContext ? LazyContext.read(value, name) : readBuiltIn(value, name)
  if (property !== undefined) return property
  const type = typeNameOf(value)
  return report('unknown-property', position, `${chineseType(type)} 没有属性“${name}”`, `A ${type} has no property "${name}"`)
}

/** Names of the properties that a type has besides entries. */
export const propertyNames = {
  date: ['year', 'month', 'day', 'weekday'],
  time: ['hour', 'minute', 'second', 'time offset', 'timezone'],
  'date and time': ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second', 'time offset', 'timezone'],
  'days and time duration': ['days', 'hours', 'minutes', 'seconds'],
  'years and months duration': ['years', 'months'],
  range: ['start', 'end', 'start included', 'end included'],
} as const

function readBuiltIn(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof CalendarDate) return readDate(value, name)
  if (value instanceof DateTime) return readDate(value.date, name) ?? readTime(value.time, value.offset, name)
  if (value instanceof TimeOfDay) return readTime(value, value.offset, name)
  if (value instanceof DaysDuration) return readDays(value, name)
  if (value instanceof MonthsDuration) {
    return name === 'years' ? numberOf(value.years) : name === 'months' ? numberOf((value.months % 12) + 0) : undefined
  }
  if (value instanceof FeelRange) return readRange(value, name)
  return undefined
}

function readDate(date: CalendarDate, name: string): Decimal | undefined {
  switch (name) {
    case 'year':
      return numberOf(date.year)
    case 'month':
      return numberOf(date.month)
    case 'day':
      return numberOf(date.day)
    case 'weekday':
      return numberOf(date.weekday)
    default:
      return undefined
  }
}

function readTime(time: TimeOfDay, offset: number | undefined, name: string): FeelValue | undefined {
  switch (name) {
    case 'hour':
      return numberOf(time.hour)
    case 'minute':
      return numberOf(time.minute)
    case 'second':
      return numberOf(time.second)
    case 'time offset':
      return offset === undefined ? null : DaysDuration.ofSeconds(offset)
    case 'timezone':
      return time.zone?.name ?? null
    default:
      return undefined
  }
}

function readDays(duration: DaysDuration, name: string): Decimal | undefined {
  return name === 'days' || name === 'hours' || name === 'minutes' || name === 'seconds' ? numberOf(duration.parts[name]) : undefined
}

function readRange(range: FeelRange, name: string): FeelValue | undefined {
  switch (name) {
    case 'start':
      return range.low ?? null
    case 'end':
      return range.high ?? null
    case 'start included':
      return range.lowIncluded
    case 'end included':
      return range.highIncluded
    default:
      return undefined
  }
}
