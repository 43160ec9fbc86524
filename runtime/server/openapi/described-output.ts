import { CSV, FILE_ONLY, PAGE, PDF, WORKBOOK, type DescribedParameter, type DescribedRoute } from './described-route.ts'
import { text, type JsonSchema } from './json-schema.ts'

const query = (name: string, description: string, schema: JsonSchema = text): DescribedParameter => ({
  name,
  in: 'query',
  schema,
  description,
})

/** What is taken away: files, paper, and what a figure is made of. */
export const fileOutRoutes: readonly DescribedRoute[] = [
  {
    method: 'get',
    path: '/records/:entity/print',
    summary: { zh: '打印单据：PDF 或版面', en: 'Prints records: a PDF, or the layout' },
    parameters: [
      query('ids', 'Records, separated by commas.'),
      query('template', 'Name of a print definition.'),
      query('format', 'pdf or layout.', { type: 'string', enum: ['pdf', 'layout'] }),
    ],
    answer: { type: 'object' },
    files: [PDF],
  },
  {
    method: 'get',
    path: '/manual',
    summary: { zh: '操作手册（HTML 文件），按本人可见的定义生成', en: 'The manual as an HTML file, written of what the reader may see' },
    answer: FILE_ONLY,
    files: [PAGE],
  },
  {
    method: 'get',
    path: '/reports/:name/print',
    summary: { zh: '打印报表：PDF 或版面', en: 'Prints a report: a PDF, or the layout' },
    parameters: [
      query('template', 'Name of a print definition.'),
      query('format', 'pdf or layout.', { type: 'string', enum: ['pdf', 'layout'] }),
    ],
    answer: { type: 'object' },
    files: [PDF],
  },
  {
    method: 'get',
    path: '/records/:entity/export',
    summary: { zh: '导出列表：筛选与排序同列表', en: 'Records as a file; filter, search, sort and fields as for the list' },
    parameters: [
      query('format', 'xlsx, csv, or pdf: the table laid out on pages, up to 2,000 rows.', {
        type: 'string',
        enum: ['xlsx', 'csv', 'pdf'],
      }),
      query('encoding', 'Of CSV.', { type: 'string', enum: ['utf-8', 'gbk'] }),
      query('list', 'Of PDF: name of the list whose label stands at the head.'),
      query('about', 'Of PDF: what the rows were narrowed down by, in words.'),
      query('totals', 'Of PDF: fields that are added up, separated by commas.'),
    ],
    answer: FILE_ONLY,
    files: [WORKBOOK, CSV, PDF],
  },
  {
    method: 'get',
    path: '/reports/:name/export',
    summary: { zh: '导出报表', en: 'A report as a file' },
    parameters: [
      query('format', 'xlsx or csv.', { type: 'string', enum: ['xlsx', 'csv'] }),
      query('encoding', 'Of CSV.', { type: 'string', enum: ['utf-8', 'gbk'] }),
    ],
    answer: FILE_ONLY,
    files: [WORKBOOK, CSV],
  },
  {
    method: 'get',
    path: '/reports/:name/origin',
    summary: { zh: '报表中一个数字由哪些单据构成', en: 'The records or entries behind one figure of a report' },
    parameters: [query('column', 'The figure.'), query('where', 'Group values of the row, as JSON: {"item":"12"}.')],
    answer: { type: 'object' },
  },
]
