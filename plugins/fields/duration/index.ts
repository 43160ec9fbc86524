import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { checkDecimal, decimalToJson } from '../check-decimal.ts'

/** Minutes of a day of 24 hours and of an hour. */
const DAY = 1440
const HOUR = 60

/** How long something takes, in whole minutes: a number in formulas, shown as days, hours and minutes. */
export const duration = defineFieldType({
  name: 'duration',
  label: { zh: '时长', en: 'Duration' },
  help: { zh: '以分钟计', en: 'In minutes' },
  options: {},
  feelType: 'number',
  column: () => ({ kind: 'decimal', scale: 0 }),
  check: (value, field) => checkDecimal(value, { ...field, minimum: '0' }, 0),
  toJson: (value) => decimalToJson(value, 0),
  readText: readTypedDuration,
  format: (value, _field, language) => formatDuration((value as Decimal).toString(), language),
  operators: orderOperators,
})

/** `1天2小时30分`, `1d 2h 30m`. */
export function formatDuration(minutes: string, language: 'zh' | 'en'): string {
  const all = Number(minutes)
  const units = language === 'zh' ? ['天', '小时', '分'] : ['d ', 'h ', 'm']
  const parts = [Math.floor(all / DAY), Math.floor((all % DAY) / HOUR), all % HOUR]
  const shown = parts.map((part, index) => (part === 0 ? '' : `${part}${units[index]}`)).join('')
  return shown === '' ? `0${units[2]}` : shown.trim()
}

/** Minutes (`90`), hours and minutes (`1:30`), or with units in Chinese or English (`1天2小时30分`, `1.5h`). */
export function readTypedDuration(text: string): unknown {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const clock = /^(\d{1,5}):([0-5]\d)$/.exec(plain)
  if (clock !== null) return String(Number(clock[1]) * HOUR + Number(clock[2]))
  const units = /^(?:(\d+(?:\.\d+)?)(?:天|日|days?|d))?(?:(\d+(?:\.\d+)?)(?:小时|时|hours?|h))?(?:(\d+)(?:分钟|分|minutes?|min|m))?$/.exec(
    plain,
  )
  if (plain === '' || units === null || /^\d+$/.test(plain)) return text
  const [days = '0', hours = '0', minutes = '0'] = units.slice(1)
  const sum = Decimal.parse(days)
    .multiply(Decimal.of(DAY))
    .add(Decimal.parse(hours).multiply(Decimal.of(HOUR)))
    .add(Decimal.parse(minutes))
  return sum.strip().toString()
}
