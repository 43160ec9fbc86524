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
  { zh: '按格式写出日期：yyyy yy MM M dd d HH H mm ss', en: 'A date by a pattern of yyyy yy MM M dd d HH H mm ss' },
  'format date(@"2026-03-09", "yyyyMM") = "202603"',
  signature('date: day, pattern: string', types.string, format),
)

/** Writes one part of a date. */
type Writer = (day: CalendarDate, time: { hour: number; minute: number; second: number }) => string

/** Patterns are few and used for every number that is drawn, so each is taken apart once. */
const MOST_PATTERNS = 500
const patterns = new Map<string, readonly Writer[] | { unknown: string }>()

function format(call: FunctionCall, day: CalendarDate | DateTime, pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return call.report('wrong-arguments', '日期格式过长', 'the date pattern is too long')
  let parts = patterns.get(pattern)
  if (parts === undefined) {
    if (patterns.size >= MOST_PATTERNS) patterns.clear()
    patterns.set(pattern, (parts = readPattern(pattern)))
  }
  if ('unknown' in parts) {
    const { unknown } = parts
    return call.report('wrong-arguments', `日期格式中不认识“${unknown}”`, `the date pattern holds the unknown part "${unknown}"`)
  }
  const isMoment = day instanceof DateTime
  const date = isMoment ? day.date : day
  const time = isMoment ? day.time : MIDNIGHT
  let text = ''
  for (const write of parts) text += write(date, time)
  return text
}

function readPattern(pattern: string): readonly Writer[] | { unknown: string } {
  const writers: Writer[] = []
  let end = 0
  for (const { 0: part, index } of pattern.matchAll(PART)) {
    const between = pattern.slice(end, index)
    if (between !== '') writers.push(() => between)
    const write = part.startsWith("'") ? () => part.slice(1, -1) : parts.get(part)
    if (write === undefined) return { unknown: part }
    writers.push(write)
    end = index + part.length
  }
  const rest = pattern.slice(end)
  if (rest !== '') writers.push(() => rest)
  return writers
}

const parts = new Map<string, Writer>([
  ['yyyy', ({ year }) => pad(year, 4)],
  ['yy', ({ year }) => pad(year % 100, 2)],
  ['MM', ({ month }) => pad(month, 2)],
  ['M', ({ month }) => String(month)],
  ['dd', ({ day }) => pad(day, 2)],
  ['d', ({ day }) => String(day)],
  ['HH', (_day, { hour }) => pad(hour, 2)],
  ['H', (_day, { hour }) => String(hour)],
  ['mm', (_day, { minute }) => pad(minute, 2)],
  ['ss', (_day, { second }) => pad(second, 2)],
])

const MIDNIGHT = { hour: 0, minute: 0, second: 0 }

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
