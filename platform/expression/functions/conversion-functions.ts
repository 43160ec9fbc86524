import { CalendarDate, DateTime, Decimal, TimeOfDay, TimeZone, type DaysDuration } from '../../value/index.ts'
import { finish } from '../arithmetic.ts'
import { LONGEST_TEXT, requireLength } from '../evaluation.ts'
import { defineFunction, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { wholeOf } from '../number.ts'
import { readDateTime, readDuration } from '../read-temporal.ts'
import { rangeType, types } from '../type.ts'
import type { FeelValue } from '../value.ts'
import { printFeel } from '../print.ts'
import { readRangeText } from './read-range-text.ts'

type Day = CalendarDate | DateTime

/** Conversion functions of DMN 1.5, 10.3.4.1. */
export const conversionFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'date',
    'conversion',
    { zh: '日期', en: 'A date from a text, a date and time, or its parts' },
    'date("2025-01-31")',
    signature('from: string', types.date, (call, text: string) => CalendarDate.tryParse(text) ?? invalid(call, text)),
    signature('from: day', types.date, (_, day: Day) => (day instanceof DateTime ? day.date : day)),
    signature('year: number, month: number, day: number', types.date, (call, ...parts: Decimal[]) => {
      const [year, month, day] = parts.map((part) => wholeOf(part) ?? Number.NaN)
      return CalendarDate.tryOf(year!, month!, day!) ?? invalid(call, parts.join('-'))
    }),
  ),
  defineFunction(
    'time',
    'conversion',
    { zh: '时间', en: 'A time from a text, a date and time, or its parts' },
    'time("23:59:00")',
    signature('from: string', types.time, (call, text: string) => TimeOfDay.tryParse(text) ?? invalid(call, text)),
    signature('from: temporal', types.time, (_, value: Day | TimeOfDay) => timeOf(value)),
    signature('hour: number, minute: number, second: number, offset?: days and time duration?', types.time, makeTime),
  ),
  defineFunction(
    'date and time',
    'conversion',
    { zh: '日期时间', en: 'A date and time from a text, or from a date and a time' },
    'date and time("2025-01-31T08:00:00")',
    signature('from: string', types.dateTime, (call, text: string) => readDateTime(text) ?? dateAtMidnight(text) ?? invalid(call, text)),
    signature('date: day, time: time', types.dateTime, (_, day: Day, time: TimeOfDay) =>
      DateTime.of(day instanceof DateTime ? day.date : day, time),
    ),
  ),
  defineFunction(
    'duration',
    'conversion',
    { zh: '时长', en: 'A duration from a text' },
    'duration("P1DT2H")',
    signature('from: string', types.any, (call, text: string) => readDuration(text.replace(/\.S$/, 'S')) ?? invalid(call, text)),
  ),
  defineFunction(
    'number',
    'conversion',
    { zh: '文本转数字，可指定分组符和小数点', en: 'A number from a text, with grouping and decimal separators' },
    'number("1,000.5", ",", ".") = 1000.5',
    signature('from: string, grouping separator?: string?, decimal separator?: string?', types.number, readNumber),
  ),
  defineFunction(
    'string',
    'conversion',
    { zh: '转为文本', en: 'The text of a value' },
    'string(1.1) = "1.1"',
    signature('from: any', types.string, (call, value: FeelValue) => {
      if (value === null) return null
      const text = printFeel(value)
      requireLength(text.length, LONGEST_TEXT, call)
      return text
    }),
  ),
  defineFunction(
    'range',
    'conversion',
    { zh: '由文本构成区间', en: 'A range from its text' },
    'range("[18..21)")',
    signature('from: string', rangeType(types.any), (call, text: string) => readRangeText(text) ?? invalid(call, text)),
  ),
]

function invalid(call: FunctionCall, text: string): null {
  return call.report('invalid-value', `“${text}”无法转换`, `"${text}" cannot be converted`)
}

function timeOf(value: Day | TimeOfDay): TimeOfDay {
  if (value instanceof TimeOfDay) return value
  return value instanceof DateTime ? value.time : TimeOfDay.midnight.withZone(TimeZone.utc)
}

function dateAtMidnight(text: string): DateTime | undefined {
  const date = CalendarDate.tryParse(text)
  return date === undefined ? undefined : DateTime.of(date)
}

function makeTime(call: FunctionCall, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysDuration | null = null): FeelValue {
  const zone = offset === null ? undefined : TimeZone.ofOffset(Number(offset.nanoseconds / 1_000_000_000n))
  const whole = second.round(0, 'floor')
  const nanosecond = Number(second.subtract(whole).round(9, 'down').units)
  const time = TimeOfDay.tryOf(wholeOf(hour) ?? -1, wholeOf(minute) ?? -1, wholeOf(whole) ?? -1, nanosecond, zone)
  if (time === undefined || (offset !== null && zone === undefined)) return invalid(call, `${hour}:${minute}:${second}`)
  return time
}

function readNumber(call: FunctionCall, text: string, grouping: string | null = null, decimal: string | null = null): FeelValue {
  const separatorsFit =
    (grouping === null || grouping === ' ' || grouping === ',' || grouping === '.') &&
    (decimal === null || decimal === '.' || decimal === ',')
  if (!separatorsFit || (grouping !== null && grouping === decimal)) {
    return call.report('invalid-value', '分组符或小数点无效', 'The separators are not valid')
  }
  const ungrouped = grouping === null ? text : text.replaceAll(grouping, '')
  const value = Decimal.tryParse(decimal === null ? ungrouped : ungrouped.replace(decimal, '.'))
  const mixed = decimal === ',' && ungrouped.includes('.')
  return value === undefined || mixed ? invalid(call, text) : finish(value, call)
}
