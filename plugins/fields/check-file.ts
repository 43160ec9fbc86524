import type { CheckedValue } from '@formwork/platform/plugin/index.ts'
import { tryParseId } from '@formwork/platform/value/index.ts'
import { wrongType } from './wrong-type.ts'

/** Options of fields that hold files; they are held against a file when it is saved into the field. */
export const fileOptions = {
  accept: {
    description: 'Endings of names that may be uploaded: `pdf`, `jpg`. Absent: all.',
    type: 'array',
    items: { type: 'string', pattern: '^[a-z0-9]{1,10}$' },
    minItems: 1,
    maxItems: 50,
  },
  maximumBytes: { description: 'Size of one file.', type: 'integer', minimum: 1, maximum: 104857600 },
}

/** Id of a stored file. */
export function checkFileId(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('id', value)
  return tryParseId(value) === undefined ? { problem: { code: 'bad-id', parameters: { text: value } } } : { value }
}
