import { defineFunction, signature, type FunctionCall } from '@formwork/platform/expression/function-definition.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { DateTime, type CalendarDate } from '@formwork/platform/value/index.ts'

/** Longest pattern: a number prefix or a heading, no text. */
const LONGEST_PATTERN = 60

/** Parts of a pattern; any other letter is refused, so that a later part never changes an old pattern. */
const PART = /yyyy|yy|MM|M|dd|d|HH|H|mm|ss|'[^']*'|[A-Za-z]+/g

/** `format date(@"2026-03-09", "yyyyMM")` is "202603". Text between apostrophes stands as it is. */
export const formatDate = defineFunction(
  'format date',
  'date',
  { zh: '按格式写出日期:yyyy yy MM M dd d HH H mm ss', en: 'A date by a pattern of yyyy yy MM M dd d HH H mm ss' },
  'format date(@"2026-03-09", "yyyyMM") = "202603"',
  signature('date: day, pattern: string', types.string, format),
)

function format(call: FunctionCall, day: CalendarDate | DateTime, pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return call.report('wrong-arguments', '日期格式过长', 'the date pattern is too long')
  const unknown = (pattern.match(PART) ?? []).find((part) => writePart(part, day) === undefined)
  if (unknown !== undefined) {
    return call.report('wrong-arguments', `日期格式中不认识“${unknown}”`, `the date pattern holds the unknown part "${unknown}"`)
  }
  return pattern.replace(PART, (part) => writePart(part, day) ?? '')
}

/** Undefined for letters that are no part. */
function writePart(part: string, day: CalendarDate | DateTime): string | undefined {
  if (part.startsWith("'")) return part.slice(1, -1)
  const date = day instanceof DateTime ? day.date : day
  const time = day instanceof DateTime ? day.time : MIDNIGHT
  switch (part) {
    case 'yyyy':
      return pad(date.year, 4)
    case 'yy':
      return pad(date.year % 100, 2)
    case 'MM':
      return pad(date.month, 2)
    case 'M':
      return String(date.month)
    case 'dd':
      return pad(date.day, 2)
    case 'd':
      return String(date.day)
    case 'HH':
      return pad(time.hour, 2)
    case 'H':
      return String(time.hour)
    case 'mm':
      return pad(time.minute, 2)
    case 'ss':
      return pad(time.second, 2)
    default:
      return undefined
  }
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0 }

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
