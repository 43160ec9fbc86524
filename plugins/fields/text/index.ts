import { defineFieldType, textOperators } from '@formwork/platform/plugin/index.ts'
import { checkTextLine, maximumLengthOption } from '../check-text.ts'
import { maskOption, maskText } from '../mask-text.ts'

/** Characters that a line of text may have when its field says nothing. */
const DEFAULT_LENGTH = 200

export const text = defineFieldType({
  name: 'text',
  label: { zh: '单行文本', en: 'Text' },
  options: { ...maximumLengthOption, ...maskOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: (value, field) => checkTextLine(value, field, DEFAULT_LENGTH),
  toJson: (value) => value,
  format: (value, field) => maskText(String(value), field),
  operators: textOperators,
})
