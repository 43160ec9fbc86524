import { defineFieldType, emptinessOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { checkText, maximumLengthOption } from '../check-text.ts'
import { parseMarkup } from './parse-markup.ts'
import { printMarkup, printWords } from './print-markup.ts'

/** Characters with the marks. */
const DEFAULT_LENGTH = 20_000

/**
 * Text with headings, lists, emphasis and links. Whatever is sent is read and written anew with the white list of `elements.ts` alone, at every
 * door, before it is stored; screens draw it from the same reading, never as markup.
 */
export const richText = defineFieldType({
  name: 'rich-text',
  label: { zh: '富文本', en: 'Rich text' },
  options: { ...maximumLengthOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkMarkup,
  toJson: (value) => value,
  format: (value) => printWords(parseMarkup(value as string)).trim(),
  operators: [...emptinessOperators, 'contains'],
})

function checkMarkup(value: unknown, field: FieldDefinition): CheckedValue {
  const text = checkText(value, field, DEFAULT_LENGTH)
  return text.problem === undefined ? checkText(printMarkup(parseMarkup(text.value as string)), field, DEFAULT_LENGTH) : text
}
