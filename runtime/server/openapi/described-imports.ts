import { FILE_ONLY, WORKBOOK, type DescribedRoute } from './described-route.ts'
import { integer, list, object, text } from './json-schema.ts'

/** Bringing files in: the reading beside the commands start-import, continue-import, cancel-import, undo-import. */
export const describedImports: readonly DescribedRoute[] = [
  {
    method: 'post',
    path: '/imports/read',
    summary: {
      zh: '读取已上传文件的开头，并给出列与字段的建议对应',
      en: 'The beginning of an uploaded file, with a proposal where its columns go',
    },
    body: object({ entity: text, file: text, sheet: integer, heading: integer, encoding: text }, ['entity', 'file']),
    answer: object({
      format: text,
      sheets: list(text),
      encoding: text,
      sheet: integer,
      heading: integer,
      headings: list(text),
      rows: list({ type: 'object' }),
      targets: list({ type: 'object' }),
      columns: list(text),
    }),
  },
  {
    method: 'get',
    path: '/imports',
    summary: { zh: '我的导入记录', en: 'Imports of the reader, newest first' },
    parameters: [{ name: 'entity', in: 'query', schema: text, description: 'Only into this entity.' }],
    answer: object({ imports: list({ type: 'object' }) }),
  },
  {
    method: 'get',
    path: '/imports/:id',
    summary: { zh: '导入进度与错误（按行、列）', en: 'How far an import has come, with problems by row and column' },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/imports/:id/errors',
    summary: { zh: '错误行文件（.xlsx，带原因列）', en: 'Refused rows as a workbook, with a column of reasons' },
    answer: FILE_ONLY,
    files: [WORKBOOK],
  },
  {
    method: 'get',
    path: '/import-template/:entity',
    summary: { zh: '导入模板（.xlsx）', en: 'An empty workbook with the columns that can be filled' },
    answer: FILE_ONLY,
    files: [WORKBOOK],
  },
]
