import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

/** 他表字段: a field read through a reference, live, in the form that the other field has. */
export const lookup = defineFieldType({
  name: 'lookup',
  label: { zh: '他表字段', en: 'Lookup' },
  options: { through: { $ref: 'vocabulary.schema.json#/$defs/fieldName' }, field: { $ref: 'vocabulary.schema.json#/$defs/fieldName' } },
  requiredOptions: ['through', 'field'],
  feelType: 'Any',
  column: () => ({ kind: 'none' }),
  check: (value) => wrongType('nothing', value),
  toJson: (value) => value,
  format: (value) => String(value),
  operators: [],
  live: true,
})
