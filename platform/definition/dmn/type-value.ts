import { CalendarDate, DateTime, DaysDuration, Decimal, MonthsDuration, TimeOfDay } from '../../value/index.ts'
import type { DmnType, DmnTypes } from './read-types.ts'

/** Texts that a type tells to be more than texts; what cannot be read stays as it is, and FEEL says so. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  number: (text) => Decimal.tryParse(text),
  integer: (text) => Decimal.tryParse(text),
  long: (text) => Decimal.tryParse(text),
  double: (text) => Decimal.tryParse(text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  date: (text) => CalendarDate.tryParse(text) ?? DateTime.tryParse(text)?.date,
  time: (text) => TimeOfDay.tryParse(text),
  datetime: (text) => DateTime.tryParse(text),
  dateandtime: (text) => DateTime.tryParse(text),
  daysandtimeduration: (text) => DaysDuration.tryParse(text),
  daytimeduration: (text) => DaysDuration.tryParse(text),
  yearsandmonthsduration: (text) => MonthsDuration.tryParse(text),
  yearmonthduration: (text) => MonthsDuration.tryParse(text),
}

/** A JSON value as the type wants it: `"2026-01-31"` of type `date` is a date. */
export function typeValue(value: unknown, type: string | null, types: DmnTypes): unknown {
  if (type === null || value === null || value === undefined) return value
  const own = types.get(localType(type))
  if (own !== undefined) return ownValue(value, own, types)
  const read =
    readers[
      localType(type)
        .replace(/[\s_-]/g, '')
        .toLowerCase()
    ]
  if (Array.isArray(value)) return value.map((item) => typeValue(item, type, types))
  return typeof value === 'string' && read !== undefined ? (read(value) ?? value) : value
}

function ownValue(value: unknown, type: DmnType, types: DmnTypes): unknown {
  if (Array.isArray(value)) return value.map((item) => ownValue(item, { ...type, list: false }, types))
  if (type.parts.size === 0) return typeValue(value, type.base, types)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => {
      const part = type.parts.get(name)
      return [name, part === undefined ? entry : ownValue(entry, part, types)]
    }),
  )
}

function localType(type: string): string {
  return type.slice(type.indexOf(':') + 1)
}
