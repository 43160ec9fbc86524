import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { referenceBehaviour } from '../check-reference.ts'

/** A record of another entity, or several of them. */
export const reference = defineFieldType({
  name: 'reference',
  label: { zh: '关联', en: 'Reference' },
  options: {
    entity: { $ref: 'vocabulary.schema.json#/$defs/entityName' },
    filter: { $ref: 'vocabulary.schema.json#/$defs/formula' },
    multiple: { type: 'boolean' },
    beside: {
      description: 'Fields of the other entity that stand beside a record where it is chosen, as far as one may see them.',
      type: 'array',
      items: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
      maxItems: 4,
    },
  },
  requiredOptions: ['entity'],
  ...referenceBehaviour((field) => field.entity),
})
