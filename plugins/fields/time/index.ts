import { defineFieldType, orderOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** A minute on the clock, `08:30`, without day and zone; as text it sorts and compares as time does. */
export const time = defineFieldType({
  name: 'time',
  label: { zh: '时间', en: 'Time' },
  options: {},
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkTime,
  toJson: (value) => value,
  readText: readTypedTime,
  format: String,
  operators: orderOperators,
})

function checkTime(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('time', value)
  return TIME.test(value) ? { value } : { problem: { code: 'bad-date', parameters: { text: value.slice(0, 100) } } }
}

/** `8:30`, `0830`, `8点30分`, `下午2点` are read; seconds of zero fall away. */
export function readTypedTime(text: string): unknown {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const match = /^(上午|下午|晚上|am|pm)?(\d{1,2})(?:[:点时]?(\d{2})?分?)(?::00)?(am|pm)?$/.exec(plain)
  if (match === null) return text
  const [, before, hours = '', minutes = '00', behind] = match
  const isLater = ['下午', '晚上', 'pm'].includes(before ?? behind ?? '')
  const hour = Number(hours) + (isLater && Number(hours) < 12 ? 12 : 0)
  return `${String(hour).padStart(2, '0')}:${minutes}`
}
