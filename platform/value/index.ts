export { Decimal, type RoundingMode } from './decimal.ts'
export { allocate } from './allocate.ts'
export { sumDecimals } from './sum.ts'
export { amountInWords } from './amount-in-words.ts'
export { formatId, isId, parseId, tryParseId, type RecordId } from './id.ts'
export { formatPath, joinPath, parsePath, withoutPositions, type PathSegment } from './path.ts'
export {
  DEEPEST_JSON,
  describeJsonType,
  isJsonObject,
  parseJson,
  parseJsonObject,
  type JsonObject,
  type JsonOptions,
  type JsonValue,
} from './json.ts'
export { CalendarDate, daysInMonth, isLeapYear } from './calendar-date.ts'
export { TimeOfDay } from './time-of-day.ts'
export { DEFAULT_TIME_ZONE, TimeZone } from './time-zone.ts'
export { DateTime } from './date-time.ts'
export { DaysDuration, MonthsDuration } from './duration.ts'
export { businessDateAt, earlierDate, laterDate, periodOf } from './business-date.ts'
