import { defineFieldType, orderOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { isRecordedYear } from '../recorded-year.ts'
import { wrongType } from '../wrong-type.ts'

/** A day, without time and zone. */
export const date = defineFieldType({
  name: 'date',
  label: { zh: '日期', en: 'Date' },
  options: {},
  feelType: 'date',
  column: () => ({ kind: 'date' }),
  check: checkDate,
  toJson: String,
  format: String,
  operators: orderOperators,
})

function checkDate(value: unknown): CheckedValue {
  if (typeof value !== 'string' && !(value instanceof CalendarDate)) return wrongType('date', value)
  const day = typeof value === 'string' ? CalendarDate.tryParse(value) : value
  if (day === undefined || !isRecordedYear(day.year)) return { problem: { code: 'bad-date', parameters: { text: String(value) } } }
  return { value: day }
}
