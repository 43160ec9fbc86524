import { defineFieldType, orderOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { DateTime } from '@formwork/platform/value/index.ts'
import { isRecordedYear } from '../recorded-year.ts'
import { wrongType } from '../wrong-type.ts'

/** A minute on the clock; text without an offset is read in the workspace's time zone. */
export const dateTime = defineFieldType({
  name: 'date-time',
  label: { zh: '日期时间', en: 'Date and time' },
  options: {},
  feelType: 'date and time',
  column: () => ({ kind: 'date-time' }),
  check: checkDateTime,
  toJson: String,
  format: (value) => String(value).slice(0, 16).replace('T', ' '),
  operators: orderOperators,
})

function checkDateTime(value: unknown): CheckedValue {
  if (typeof value !== 'string' && !(value instanceof DateTime)) return wrongType('dateTime', value)
  const moment = typeof value === 'string' ? DateTime.tryParse(value) : value
  if (moment === undefined || !isRecordedYear(moment.date.year)) {
    return { problem: { code: 'bad-date', parameters: { text: String(value) } } }
  }
  return { value: moment }
}
