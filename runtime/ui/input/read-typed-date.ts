import { CalendarDate } from '@formwork/platform/value/index.ts'

/**
 * A day as people type it: `20261122`, `261122`, `1122`, `22` (of this month), `11-22`, `2026/11/22`, `2026年11月22日`, `今天`, `+3`.
 * Returns ISO text, or the text as it was when it names no day.
 */
export function readTypedDate(text: string, today: CalendarDate): string {
  return (readWord(text.trim(), today) ?? readDigits(text.trim(), today) ?? readParts(text.trim(), today))?.toString() ?? text
}

const WORDS: Record<string, number> = { 今天: 0, 今: 0, today: 0, t: 0, 昨天: -1, yesterday: -1, 明天: 1, tomorrow: 1, 后天: 2 }

function readWord(text: string, today: CalendarDate): CalendarDate | undefined {
  const days = WORDS[text.toLowerCase()] ?? (/^[+-]\d{1,4}$/.test(text) ? Number(text) : undefined)
  return days === undefined ? undefined : today.addDays(days)
}

function readDigits(text: string, today: CalendarDate): CalendarDate | undefined {
  if (!/^\d+$/.test(text)) return undefined
  const number = (from: number, to?: number) => Number(text.slice(from, to))
  if (text.length === 8) return CalendarDate.tryOf(number(0, 4), number(4, 6), number(6))
  if (text.length === 6) return CalendarDate.tryOf(2000 + number(0, 2), number(2, 4), number(4))
  if (text.length === 4) return CalendarDate.tryOf(today.year, number(0, 2), number(2))
  return text.length <= 2 ? CalendarDate.tryOf(today.year, today.month, Number(text)) : undefined
}

function readParts(text: string, today: CalendarDate): CalendarDate | undefined {
  const parts = /^(?:(\d{4}|\d{2})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?$/.exec(text)
  if (parts === null) return undefined
  const year = parts[1] === undefined ? today.year : Number(parts[1]) + (parts[1].length === 2 ? 2000 : 0)
  return CalendarDate.tryOf(year, Number(parts[2]), Number(parts[3]))
}
