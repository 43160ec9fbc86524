import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { checkDecimal, decimalToJson, formatDecimal, rangeOptions, scaleOption } from '../check-decimal.ts'

const scaleOf = (field: FieldDefinition): number => field.scale ?? 4

/** A share of one: 0.05 is shown as 5%. `scale` counts the digits of the share, so 4 shows two digits of percent. */
export const percent = defineFieldType({
  name: 'percent',
  label: { zh: '百分比', en: 'Percent' },
  options: { ...scaleOption, ...rangeOptions },
  feelType: 'number',
  column: (field) => ({ kind: 'decimal', scale: scaleOf(field) }),
  check: (value, field) => checkDecimal(value, field, scaleOf(field)),
  toJson: (value, field) => decimalToJson(value, scaleOf(field)),
  format: (value) => formatPercent(value as Decimal),
  operators: orderOperators,
})

function formatPercent(share: Decimal): string {
  const percentage = share.multiply(Decimal.of(100)).strip()
  return `${formatDecimal(percentage, Math.max(0, percentage.scale))}%`
}
