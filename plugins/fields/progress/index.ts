import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { checkDecimal, decimalToJson, formatDecimal } from '../check-decimal.ts'

/** Digits of the share: 0.125 is 12.5%. */
const SCALE = 4
const HUNDRED = Decimal.of(100)

/** How much of something is done, from nothing (0) to all (1). */
export const progress = defineFieldType({
  name: 'progress',
  label: { zh: '进度', en: 'Progress' },
  options: {},
  feelType: 'number',
  column: () => ({ kind: 'decimal', scale: SCALE }),
  check: (value, field) => checkDecimal(value, { ...field, minimum: '0', maximum: '1' }, SCALE),
  toJson: (value) => decimalToJson(value, SCALE),
  readText: readShare,
  format: (value) => {
    const percentage = (value as Decimal).multiply(HUNDRED).strip()
    return `${formatDecimal(percentage, Math.max(0, percentage.scale))}%`
  },
  operators: orderOperators,
})

/** `50%`, `50 %` and `50` are a half; what has a point and lies below 1 is a share already. */
function readShare(text: string): unknown {
  const plain = text.normalize('NFKC').replace(/[\s%]/g, '')
  const figure = Decimal.tryParse(plain)
  if (figure === undefined) return text
  const isShare = !text.normalize('NFKC').includes('%') && plain.includes('.') && figure.compare(Decimal.of(1)) < 0
  return (isShare ? figure : figure.multiply(Decimal.parse('0.01'))).strip().toString()
}
