import { defineFieldType, membershipOperators } from '@formwork/platform/plugin/index.ts'
import { checkFileId, fileOptions } from '../check-file.ts'
import { checkList } from '../check-list.ts'

/** Ids of stored files, in order. Files themselves are kept by content hash and need rights to their record at each download. */
export const attachment = defineFieldType({
  name: 'attachment',
  label: { zh: '附件', en: 'Attachment' },
  options: { ...fileOptions },
  feelType: 'list',
  files: 'any',
  column: () => ({ kind: 'json' }),
  check: (value, field) => checkList(value, field, checkFileId),
  toJson: (value) => value,
  format: (value) => String((value as unknown[]).length),
  operators: membershipOperators,
})
