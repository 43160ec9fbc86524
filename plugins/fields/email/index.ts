import { defineFieldType, textOperators } from '@formwork/platform/plugin/index.ts'
import { checkTextFormat } from '../check-text.ts'
import { maskOption, maskText } from '../mask-text.ts'

/** One `@` between a name and a domain with a point; whether it exists shows when a message is sent. */
const EMAIL = /^[^\s@<>"',;:]{1,64}@[^\s@<>"',;:.]{1,63}(?:\.[^\s@<>"',;:.]{1,63}){1,5}$/

export const email = defineFieldType({
  name: 'email',
  label: { zh: '邮箱', en: 'E-mail' },
  options: { ...maskOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: (value, field) => checkTextFormat(value, field, EMAIL, { zh: '邮箱地址', en: 'e-mail address' }),
  toJson: (value) => value,
  format: (value, field) => maskText(String(value), field),
  operators: textOperators,
})
