import { defineFieldType, equalityOperators } from '@formwork/platform/plugin/index.ts'
import { wrongType } from '../wrong-type.ts'

/** Yes or no; empty until somebody decides, unless the field has a default. */
export const switchField = defineFieldType({
  name: 'switch',
  label: { zh: '开关', en: 'Switch' },
  options: {},
  feelType: 'boolean',
  column: () => ({ kind: 'boolean' }),
  check: (value) => (typeof value === 'boolean' ? { value } : wrongType('boolean', value)),
  toJson: (value) => value,
  format: (value, _field, language) => (language === 'zh' ? (value ? '是' : '否') : value ? 'Yes' : 'No'),
  operators: equalityOperators,
})
