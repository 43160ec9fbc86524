import { DateTime, MonthsDuration, type CalendarDate } from '../../value/index.ts'
import { defineFunction, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { numberOf } from '../number.ts'
import { types } from '../type.ts'
import { isSameValue } from './is-same-value.ts'
import type { FeelValue } from '../value.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

type Day = CalendarDate | DateTime

/** Date and time functions of DMN 1.5, 10.3.4.7 and 10.3.4.8, and the clock (10.3.4.11). */
export const dateFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'today',
    'date',
    { zh: '当天日期', en: 'The current date of the workspace' },
    'today()',
    signature('', types.date, (call) => currentTime(call).date),
  ),
  defineFunction(
    'now',
    'date',
    { zh: '当前日期时间', en: 'The current date and time' },
    'now()',
    signature('', types.dateTime, currentTime),
  ),
  defineFunction(
    'day of year',
    'date',
    { zh: '一年中的第几天', en: 'Day of the year, from 1' },
    'day of year(@"2019-09-17") = 260',
    signature('date: day', types.number, (_, day: Day) => numberOf(dateOf(day).dayOfYear)),
  ),
  defineFunction(
    'day of week',
    'date',
    { zh: '星期几（英文）', en: 'Name of the weekday' },
    'day of week(@"2019-09-17") = "Tuesday"',
    signature('date: day', types.string, (_, day: Day) => WEEKDAYS[dateOf(day).weekday - 1]!),
  ),
  defineFunction(
    'month of year',
    'date',
    { zh: '月份名称（英文）', en: 'Name of the month' },
    'month of year(@"2019-09-17") = "September"',
    signature('date: day', types.string, (_, day: Day) => MONTHS[dateOf(day).month - 1]!),
  ),
  defineFunction(
    'week of year',
    'date',
    { zh: 'ISO 周数', en: 'Week of the year (ISO 8601)' },
    'week of year(@"2019-09-17") = 38',
    signature('date: day', types.number, (_, day: Day) => numberOf(dateOf(day).weekOfYear)),
  ),
  defineFunction(
    'years and months duration',
    'conversion',
    { zh: '两个日期之间的整年整月', en: 'Whole years and months between two dates' },
    'years and months duration(@"2011-12-22", @"2013-08-24") = @"P1Y8M"',
    signature(
      'from: day, to: day',
      types.monthsDuration,
      (_, from: Day, to: Day) => new MonthsDuration(wholeMonths(dateOf(from), dateOf(to))),
    ),
  ),
  defineFunction(
    'is',
    'date',
    { zh: '是否完全相同（含时区）', en: 'Whether two values are identical, zone included' },
    'is(@"2012-12-25", @"2012-12-25") = true',
    signature('value1?: any, value2?: any', types.boolean, (_, left: FeelValue = null, right: FeelValue = null) =>
      isSameValue(left, right),
    ),
  ),
]

function currentTime(call: FunctionCall): DateTime {
  return DateTime.fromEpochMilliseconds(call.runtime.now ?? Date.now(), call.runtime.timeZone)
}

function dateOf(day: Day): CalendarDate {
  return day instanceof DateTime ? day.date : day
}

function wholeMonths(from: CalendarDate, to: CalendarDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (months > 0 && to.day < from.day) return months - 1
  return months < 0 && to.day > from.day ? months + 1 : months
}
