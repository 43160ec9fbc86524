import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { CheckedValue } from '@formwork/platform/plugin/index.ts'
import { labelOf } from './label-of.ts'
import { wrongType } from './wrong-type.ts'

/** Control characters other than tab and line breaks never belong into a text. */

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Text within the field's length (`maximumLength`, in code points). Errors: `wrong-type`, `bad-format`, `too-long`. */
export function checkText(value: unknown, field: FieldDefinition, defaultLength: number): CheckedValue {
  if (typeof value !== 'string') return wrongType('text', value)
  if (CONTROL.test(value)) return { problem: { code: 'bad-format', parameters: { value: '\\u', expected: { zh: '文本', en: 'text' } } } }
  const limit = field.maximumLength ?? defaultLength
  if (value.length > limit && [...value].length > limit) {
    return { problem: { code: 'too-long', parameters: { label: labelOf(field), limit } } }
  }
  return { value }
}

/** One line: surrounding space is dropped. */
export function checkTextLine(value: unknown, field: FieldDefinition, defaultLength: number): CheckedValue {
  return checkText(typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value, field, defaultLength)
}

/** One line of a given format. Errors also: `bad-format`. */
export function checkTextFormat(
  value: unknown,
  field: FieldDefinition,
  format: RegExp,
  expected: { zh: string; en: string },
): CheckedValue {
  const text = checkTextLine(value, field, 200)
  if (text.problem || format.test(text.value as string)) return text
  return { problem: { code: 'bad-format', parameters: { value: text.value as string, expected } } }
}

export const maximumLengthOption = { maximumLength: { type: 'integer', minimum: 1, maximum: 100000 } }
