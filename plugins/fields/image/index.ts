import { defineFieldType, membershipOperators } from '@formwork/platform/plugin/index.ts'
import { checkFileId, fileOptions } from '../check-file.ts'
import { checkList } from '../check-list.ts'

/** Ids of stored pictures, in order; a file is taken by its content, not by its name. */
export const image = defineFieldType({
  name: 'image',
  label: { zh: '图片', en: 'Image' },
  options: { maximumBytes: fileOptions.maximumBytes },
  feelType: 'list',
  files: 'image',
  column: () => ({ kind: 'json' }),
  check: (value, field) => checkList(value, field, checkFileId),
  toJson: (value) => value,
  format: (value) => String((value as unknown[]).length),
  operators: membershipOperators,
})
