import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { decimalToJson, formatDecimal, scaleOption } from '../check-decimal.ts'
import { wrongType } from '../wrong-type.ts'

const scaleOf = (field: FieldDefinition): number => (field.aggregate === 'count' ? 0 : (field.scale ?? 2))

/**
 * 汇总: a figure over the records of another entity whose reference `through` names this one, read live under the reader's rights.
 * `filter` narrows them (FEEL-Q over their fields). Averages are rounded half up to the scale.
 */
export const rollUp = defineFieldType({
  name: 'roll-up',
  label: { zh: '汇总', en: 'Roll-up' },
  help: { zh: '统计关联到本记录的其他单据', en: 'A figure over the records that refer to this one' },
  options: {
    entity: { $ref: 'vocabulary.schema.json#/$defs/entityName' },
    through: { description: 'The reference of that entity to this one.', $ref: 'vocabulary.schema.json#/$defs/fieldName' },
    aggregate: { enum: ['count', 'sum', 'minimum', 'maximum', 'average'] },
    field: { description: 'The number of that entity; not needed to count.', $ref: 'vocabulary.schema.json#/$defs/fieldName' },
    filter: { $ref: 'vocabulary.schema.json#/$defs/formula' },
    ...scaleOption,
  },
  requiredOptions: ['entity', 'through', 'aggregate'],
  feelType: 'number',
  column: () => ({ kind: 'none' }),
  check: (value) => wrongType('nothing', value),
  toJson: (value, field) => decimalToJson(value, scaleOf(field)),
  format: (value, field) => formatDecimal(value, scaleOf(field)),
  operators: [],
  live: true,
  shownOnly: true,
})
