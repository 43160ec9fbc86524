import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { referenceBehaviour } from '../check-reference.ts'

/** A department of the workspace, or several. */
export const department = defineFieldType({
  name: 'department',
  label: { zh: '部门', en: 'Department' },
  options: { filter: { $ref: 'vocabulary.schema.json#/$defs/formula' }, multiple: { type: 'boolean' } },
  ...referenceBehaviour(() => 'department'),
})
