import { defineFieldType, emptinessOperators } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

/** Rows of a table of their own. They are saved by line operations, never as one value. */
export const lines = defineFieldType({
  name: 'lines',
  label: { zh: '明细', en: 'Lines' },
  options: {
    fields: { type: 'array', items: { $ref: 'field.schema.json' }, minItems: 1, maxItems: 200 },
    limit: { type: 'integer', minimum: 1, maximum: 5000 },
  },
  requiredOptions: ['fields'],
  feelType: 'list',
  column: () => ({ kind: 'none' }),
  check: (value) => wrongType('nothing', value),
  toJson: (value) => value,
  format: (value) => (Array.isArray(value) ? String(value.length) : ''),
  operators: emptinessOperators,
})
