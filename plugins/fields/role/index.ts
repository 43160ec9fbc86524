import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { select } from '../select/index.ts'

/** A role of the workspace, by name. The linker puts the roles into `options`. */
export const role = defineFieldType({
  name: 'role',
  label: { zh: '角色', en: 'Role' },
  options: { multiple: { type: 'boolean' } },
  feelType: select.feelType,
  column: select.column,
  check: select.check,
  toJson: select.toJson,
  format: select.format,
  operators: select.operators,
})
