import { CalendarDate } from '@formwork/platform/value/index.ts'

/** Day 0 of spreadsheets as they count, the leap day that never was included (ECMA-376, 18.17.4). */
const DAY_ZERO = CalendarDate.of(1899, 12, 30)
/** Days of the year 9999 are the last that spreadsheets know; before 1900-03-01 they disagree with the calendar. */
const [FIRST_SERIAL, LAST_SERIAL] = [61, 2_958_465]
const MINUTES = 1440

/** A day as files have it: `2026-01-05`, `2026/1/5`, `2026.1.5`, `2026年1月5日`, `20260105`, the serial number of a spreadsheet; a clock time behind it is left out. */
export function readDay(text: string): string | undefined {
  return readMoment(text)?.slice(0, 10)
}

/** A moment on the clock; a day alone is its beginning. */
export function readMoment(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim()
  if (/^\d{8}$/.test(plain)) return momentOf(plain.slice(0, 4), plain.slice(4, 6), plain.slice(6))
  if (/^\d{2,7}(\.\d+)?$/.test(plain)) return readSerial(plain)
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(plain)
  return parts === null ? undefined : momentOf(parts[1]!, parts[2]!, parts[3]!, parts.slice(4))
}

/** The serial number of a spreadsheet: days, and behind the point the share of a day, to the minute. */
export function readSerial(text: string): string | undefined {
  const [days = '', share = ''] = text.split('.')
  const serial = Number(days)
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined
  // Six digits of a day are less than a tenth of a second, and an exact integer in every step.
  const minutes = Math.floor((Number(share.padEnd(8, '0').slice(0, 8)) * MINUTES + 50_000_000) / 100_000_000)
  const day = DAY_ZERO.addDays(serial + Math.floor(minutes / MINUTES))
  const rest = minutes % MINUTES
  return `${day.toString()}T${two(Math.floor(rest / 60))}:${two(rest % 60)}:00`
}

function momentOf(year: string, month: string, day: string, clock: readonly (string | undefined)[] = []): string | undefined {
  const date = CalendarDate.tryOf(Number(year), Number(month), Number(day))
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0))
  if (date === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  return `${date.toString()}T${two(hour)}:${two(minute)}:${two(second)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
