import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { checkFileId } from '../check-file.ts'

/** A signature written by hand: the id of one stored picture. */
export const signature = defineFieldType({
  name: 'signature',
  label: { zh: '手写签名', en: 'Signature' },
  options: {},
  feelType: 'string',
  files: 'image',
  column: () => ({ kind: 'text' }),
  check: (value) => checkFileId(value),
  toJson: (value) => value,
  format: (_value, _field, language) => (language === 'zh' ? '已签名' : 'signed'),
  operators: [],
})
