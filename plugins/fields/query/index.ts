import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

/**
 * 关联查询: the records of another entity that refer to this one through `through`, shown with some of their columns, never stored. They are read when
 * the record is looked at, under the reader's rights.
 */
export const query = defineFieldType({
  name: 'query',
  label: { zh: '关联查询', en: 'Related records' },
  help: { zh: '列出关联到本记录的其他单据，不存储', en: 'Lists the records that refer to this one; nothing is stored' },
  options: {
    entity: { $ref: 'vocabulary.schema.json#/$defs/entityName' },
    through: { description: 'The reference of that entity to this one.', $ref: 'vocabulary.schema.json#/$defs/fieldName' },
    columns: { type: 'array', items: { $ref: 'vocabulary.schema.json#/$defs/fieldName' }, minItems: 1, maxItems: 12 },
  },
  requiredOptions: ['entity', 'through'],
  feelType: 'Any',
  column: () => ({ kind: 'none' }),
  check: (value) => wrongType('nothing', value),
  toJson: (value) => value,
  format: () => '',
  operators: [],
  live: true,
  shownOnly: true,
})
