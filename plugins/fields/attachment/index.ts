import { defineFieldType, membershipOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { tryParseId } from '@formwork/platform/value/index.ts'
import { checkList } from '../check-list.ts'
import { wrongType } from '../wrong-type.ts'

/** Ids of stored files, in order. Files themselves are kept by content hash and need rights to their record at each download. */
export const attachment = defineFieldType({
  name: 'attachment',
  label: { zh: '附件', en: 'Attachment' },
  options: {},
  feelType: 'list',
  column: () => ({ kind: 'json' }),
  check: (value, field) => checkList(value, field, checkFileId),
  toJson: (value) => value,
  format: (value) => String((value as unknown[]).length),
  operators: membershipOperators,
})

function checkFileId(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('id', value)
  return tryParseId(value) === undefined ? { problem: { code: 'bad-id', parameters: { text: value } } } : { value }
}
