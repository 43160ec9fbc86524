import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import { checkDecimal, decimalToJson, formatShort, rangeOptions, scaleOption } from '../check-decimal.ts'

const scaleOf = (field: FieldDefinition): number => field.scale ?? 0

/** An exact decimal with a fixed number of digits after the point (`scale`, default 0). */
export const number = defineFieldType({
  name: 'number',
  label: { zh: '数字', en: 'Number' },
  options: { ...scaleOption, ...rangeOptions, unit: { $ref: 'vocabulary.schema.json#/$defs/label' } },
  feelType: 'number',
  column: (field) => ({ kind: 'decimal', scale: scaleOf(field) }),
  check: (value, field) => checkDecimal(value, field, scaleOf(field)),
  toJson: (value, field) => decimalToJson(value, scaleOf(field)),
  format: (value) => formatShort(value),
  operators: orderOperators,
})
