import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { referenceBehaviour } from '../check-reference.ts'

/** A person of the workspace, or several. */
export const member = defineFieldType({
  name: 'member',
  label: { zh: '人员', en: 'Member' },
  options: { filter: { $ref: 'vocabulary.schema.json#/$defs/formula' }, multiple: { type: 'boolean' } },
  ...referenceBehaviour(() => 'person'),
})
