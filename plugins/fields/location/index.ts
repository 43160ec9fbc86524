import { defineFieldType, equalityOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

const EXPECTED = { zh: '位置（纬度，经度）', en: 'location (latitude, longitude)' }
const PLACE = /^(-?\d{1,2}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)$/
/** About ten centimetres. */
const DIGITS = 6

/** A point on the earth in degrees (WGS 84): latitude, longitude, with at most six digits behind the point. */
export const location = defineFieldType({
  name: 'location',
  label: { zh: '定位', en: 'Location' },
  options: {},
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkPlace,
  toJson: (value) => value,
  format: (value) => (value as string).replace(',', ', '),
  operators: equalityOperators,
})

function checkPlace(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('text', value)
  const match = value.length > 60 ? null : PLACE.exec(value.trim())
  const [latitude, longitude] = match === null ? [] : [plain(match[1]!), plain(match[2]!)]
  if (latitude !== undefined && longitude !== undefined && Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180) {
    return { value: `${latitude},${longitude}` }
  }
  return { problem: { code: 'bad-format', parameters: { value: value.slice(0, 60), expected: EXPECTED } } }
}

/** Digits beyond the sixth are cut off, zeros at the end and in front too. */
function plain(text: string): string {
  const [whole = '', digits = ''] = text.split('.')
  const kept = digits.slice(0, DIGITS).replace(/0+$/, '')
  const figure = whole.replace(/^(-?)0+(?=\d)/, '$1') + (kept === '' ? '' : `.${kept}`)
  return figure === '-0' ? '0' : figure
}
