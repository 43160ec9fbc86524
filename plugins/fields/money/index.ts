import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import { checkDecimal, decimalToJson, formatDecimal, rangeOptions, scaleOption } from '../check-decimal.ts'

const scaleOf = (field: FieldDefinition): number => field.scale ?? 2

/** An amount in the workspace's currency, or (`foreign`) in one that its record names; two digits after the point unless the field says otherwise. */
export const money = defineFieldType({
  name: 'money',
  label: { zh: '金额', en: 'Money' },
  options: { ...scaleOption, ...rangeOptions, foreign: { type: 'boolean' } },
  feelType: 'number',
  column: (field) => ({ kind: 'decimal', scale: scaleOf(field) }),
  check: (value, field) => checkDecimal(value, field, scaleOf(field)),
  toJson: (value, field) => decimalToJson(value, scaleOf(field)),
  format: (value, field) => formatDecimal(value, scaleOf(field)),
  operators: orderOperators,
})
