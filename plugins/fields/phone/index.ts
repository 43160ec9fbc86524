import { defineFieldType, textOperators } from '@formwork/platform/plugin/index.ts'
import { checkTextFormat } from '../check-text.ts'
import { maskOption, maskText } from '../mask-text.ts'

/** Digits with an optional country code, spaces, hyphens, brackets and an extension: `+86 138 0013 8000`, `010-12345678-801`. */
const PHONE = /^\+?\d(?:[ \-()]{0,2}\d){4,19}$/

export const phone = defineFieldType({
  name: 'phone',
  label: { zh: '电话', en: 'Phone' },
  options: { ...maskOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: (value, field) => checkTextFormat(value, field, PHONE, { zh: '电话号码', en: 'phone number' }),
  toJson: (value) => value,
  format: (value, field) => maskText(String(value), field),
  operators: textOperators,
})
