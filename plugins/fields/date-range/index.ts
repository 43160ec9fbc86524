import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, orderOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { isRecordedYear } from '../recorded-year.ts'
import { labelOf } from '../label-of.ts'
import { wrongType } from '../wrong-type.ts'

/** Between the first and the last day of a range (ISO 8601). */
export const BETWEEN_DAYS = '/'

/** From a day to a day, both counted, as ISO 8601 writes it: `2026-01-01/2026-01-31`. Ranges sort by their first day. */
export const dateRange = defineFieldType({
  name: 'date-range',
  label: { zh: '日期区间', en: 'Date range' },
  options: {},
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkRange,
  toJson: (value) => value,
  readText: readTypedRange,
  format: (value, _field, language) => (value as string).replace(BETWEEN_DAYS, language === 'zh' ? ' 至 ' : ' – '),
  operators: [...orderOperators, 'starts-with'],
})

function checkRange(value: unknown, field: FieldDefinition): CheckedValue {
  if (typeof value !== 'string') return wrongType('dateRange', value)
  const days = value.length > 30 ? [] : value.split(BETWEEN_DAYS).map((text) => CalendarDate.tryParse(text))
  const [first, last] = days
  const isHalf = days.length === 1 && first !== undefined
  if (isHalf) return { problem: { code: 'half-range', parameters: { label: labelOf(field) } } }
  const isRange = days.length === 2 && first !== undefined && last !== undefined && isRecordedYear(first.year) && isRecordedYear(last.year)
  if (!isRange) return { problem: { code: 'bad-date', parameters: { text: value.slice(0, 100) } } }
  if (first.compare(last) > 0) return { problem: { code: 'range-backwards', parameters: { label: labelOf(field) } } }
  return { value }
}

/** Two days in any usual writing with 至, 到, ~ or a dash between them. */
function readTypedRange(text: string): unknown {
  const days = text
    .normalize('NFKC')
    .split(/\s*(?:至|到|~|–|—|\/(?=\s*\d{4})|\s-\s)\s*/)
    .map((day) => /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(day.trim()))
  if (days.length !== 2 || days.some((day) => day === null)) return text
  return days.map((day) => `${day![1]}-${day![2]!.padStart(2, '0')}-${day![3]!.padStart(2, '0')}`).join(BETWEEN_DAYS)
}
