import { defineFieldType, textOperators } from '@formwork/platform/plugin/index.ts'
import { checkText, maximumLengthOption } from '../check-text.ts'

/** Characters that a long text may have when its field says nothing. */
const DEFAULT_LENGTH = 5000

export const longText = defineFieldType({
  name: 'long-text',
  label: { zh: '多行文本', en: 'Long text' },
  options: { ...maximumLengthOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: (value, field) => checkText(value, field, DEFAULT_LENGTH),
  toJson: (value) => value,
  format: (value) => String(value),
  operators: textOperators,
})
