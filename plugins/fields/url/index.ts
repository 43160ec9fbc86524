import { defineFieldType, textOperators } from '@formwork/platform/plugin/index.ts'
import { checkTextFormat } from '../check-text.ts'

/** Only web addresses become links; `javascript:` and its like are refused. */
const URL_FORMAT = /^https?:\/\/[^\s<>"'\\^`{|}]{1,190}$/i

export const url = defineFieldType({
  name: 'url',
  label: { zh: '链接', en: 'Link' },
  options: {},
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: (value, field) => checkTextFormat(value, field, URL_FORMAT, { zh: '网址', en: 'web address' }),
  toJson: (value) => value,
  format: (value) => String(value),
  operators: textOperators,
})
