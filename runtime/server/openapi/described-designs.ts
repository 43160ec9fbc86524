import { FILE_ONLY, PDF, type DescribedParameter, type DescribedRoute } from './described-route.ts'
import { object, text, type JsonSchema } from './json-schema.ts'

const anyAnswer: JsonSchema = { type: 'object' }
const query = (name: string, description: string): DescribedParameter => ({ name, in: 'query', schema: text, description })

/** What is being designed, tried on real records before it is published; nothing is written. */
export const describedDesigns: readonly DescribedRoute[] = [
  {
    method: 'post',
    path: '/design/print',
    summary: { zh: '未发布打印模板的样张', en: 'What a print template that is being designed prints' },
    body: object({ text, id: text }, ['text']),
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/design/print-test',
    summary: { zh: '打印校准页（PDF）', en: 'The sheet to calibrate a printer by (PDF)' },
    body: object({ text }, ['text']),
    answer: FILE_ONLY,
    files: [PDF],
  },
  {
    method: 'post',
    path: '/design/presence',
    summary: { zh: '还有谁正在设计', en: 'Who else has the designer open' },
    body: object({ window: text, path: text, leaves: { type: 'boolean' } }, ['window']),
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/design/formula',
    summary: { zh: '用一条记录试算公式', en: 'What a formula gives on a record' },
    body: object({ entity: text, id: text, formula: text, lines: text }, ['entity', 'id', 'formula']),
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/design/posting',
    summary: { zh: '试算记账规则会记什么（不写入）', en: 'The entries that a posting rule would write; nothing is written' },
    body: object({ text, id: text }, ['text', 'id']),
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/design/form',
    summary: { zh: '发布之前，某人在某一步看到的表单', en: 'A form before it is published, as a person at a step gets it' },
    parameters: [
      query('entity', 'Entity of the form.'),
      query('person', 'Id of the person.'),
      query('process', 'Where in a process: its name …'),
      query('node', '… and the step.'),
    ],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/design/rights',
    summary: { zh: '权限修改对谁开放、关闭什么', en: 'What the working copy opens and closes for whom' },
    answer: anyAnswer,
  },
]
