import type { DescribedParameter, DescribedRoute } from './described-route.ts'
import { describedDesigns } from './described-designs.ts'
import { describedImports } from './described-imports.ts'
import { describedLists } from './described-lists.ts'
import { fileOutRoutes } from './described-output.ts'
import { integer, list, object, text, type JsonSchema } from './json-schema.ts'
import { describedTrials } from './described-trials.ts'
import { describedServices } from './service-routes.ts'

const query = (name: string, description: string, schema: JsonSchema = text): DescribedParameter => ({
  name,
  in: 'query',
  schema,
  description,
})
const limit = query('limit', 'Rows of a page.', { ...integer, minimum: 1, maximum: 500 })
const after = query('after', 'Cursor of the page before.')
const where = query('where', 'Coordinates as JSON: {"item":"12"}.')

const credentials = object({ login: text, password: text }, ['login', 'password'])
const anyAnswer: JsonSchema = { type: 'object' }
const save: JsonSchema = { description: 'The body of the command save.', type: 'object' }

export const describedRoutes: readonly DescribedRoute[] = [
  ...fileOutRoutes,
  ...describedImports,
  ...describedLists,
  { method: 'get', path: '/session', summary: { zh: '当前登录人', en: 'Who is signed in' }, answer: 'Session' },
  {
    method: 'post',
    path: '/session',
    summary: { zh: '登录，会话存入 Cookie', en: 'Signs in; the session lies in a cookie' },
    body: credentials,
    answer: object({ signedIn: { type: 'boolean' }, mustChangePassword: { type: 'boolean' } }),
    status: 201,
    isOpen: true,
  },
  {
    method: 'delete',
    path: '/session',
    summary: { zh: '退出', en: 'Signs out' },
    answer: object({ signedIn: { type: 'boolean' } }),
    isOpen: true,
  },
  {
    method: 'post',
    path: '/session/language',
    summary: { zh: '切换本次会话的语言', en: 'Chooses the language of this session' },
    body: object({ language: { type: 'string', enum: ['zh', 'en'] } }, ['language']),
    answer: object({ language: text }),
  },
  {
    method: 'get',
    path: '/demo',
    summary: { zh: '登录页：工作区名称，演示工作区的账号', en: 'What the sign-in page says: the name of the workspace, logins of a demo' },
    answer: 'DemoLogins',
    isOpen: true,
  },
  {
    method: 'get',
    path: '/definitions',
    summary: { zh: '当前发布中本人可见的定义', en: 'What the reader may see of the current release' },
    answer: 'Definitions',
  },
  { method: 'get', path: '/openapi.json', summary: { zh: '本接口说明', en: 'This description' }, answer: { type: 'object' } },
  {
    method: 'get',
    path: '/records/:entity',
    summary: { zh: '单据或资料列表', en: 'A page of records' },
    parameters: [
      query('filter', 'JSON: {"and":[{"field":"party","operator":"equals","value":"12"}]}'),
      query('search', 'Words in the fields that the entity searches.'),
      query('sort', 'date:descending,number'),
      limit,
      after,
      query('fields', 'Only these fields, separated by commas.'),
      query('totals', 'Sums of these fields over the whole filter.'),
      query('count', 'true: how many there are, up to 10,000.'),
      query('deleted', 'true: the recycle bin.'),
    ],
    answer: 'Page',
  },
  { method: 'get', path: '/records/:entity/:id', summary: { zh: '单据详情', en: 'A whole record' }, answer: 'Record' },
  { method: 'get', path: '/records/:entity/:id/timeline', summary: { zh: '历史', en: 'What happened to a record' }, answer: 'Timeline' },
  {
    method: 'get',
    path: '/records/:entity/:id/links',
    summary: { zh: '上下游单据与未完成数量', en: 'Records before and after it, with open quantities' },
    answer: 'Links',
  },
  {
    method: 'get',
    path: '/scratch/:entity',
    summary: { zh: '本人暂存的未保存输入（用 keep-scratch、drop-scratch 修改）', en: 'Unsaved input that the reader has kept' },
    parameters: [query('id', 'The record; absent: input for a new one.')],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/conversions/:conversion/sources',
    summary: { zh: '选单：来源单据及其未完成的行', en: 'Sources of a conversion with lines that are still open' },
    parameters: [query('source', 'Only this one.'), query('into', 'Draft that takes them.'), query('values', 'JSON: its header.')],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/lookup/:entity',
    summary: { zh: '按编码、名称或拼音首字母查找', en: 'Finds records by code, name or initials' },
    parameters: [
      query('text', 'What was typed.'),
      limit,
      query('beside', 'Fields shown beside a choice, separated by commas; what the reader may not see is left out.'),
      query('for', 'The reference that is filled in, `note.party` or `note.lines.item`: its filter holds.'),
      query(
        'values',
        'JSON `{ "record": {…}, "line": {…} }`: what the filter reads of the record that refers; without it only the rest holds.',
      ),
    ],
    answer: 'Lookup',
  },
  {
    method: 'post',
    path: '/lookup/:entity',
    summary: { zh: '一次查找多个编码或名称', en: 'Finds what many texts name, all in one request' },
    body: object({ texts: list(text), for: text, values: object({ record: object({}), line: object({}) }) }, ['texts']),
    answer: 'LookupMany',
  },
  { method: 'get', path: '/under-way', summary: { zh: '在办单据数', en: 'Drafts and submitted records by document' }, answer: 'UnderWay' },
  {
    method: 'get',
    path: '/search',
    summary: { zh: '全局搜索', en: 'Finds records of every entity' },
    parameters: [query('text', 'What was typed.')],
    answer: 'Search',
  },
  {
    method: 'post',
    path: '/preview',
    summary: { zh: '试算一次保存，不写入', en: 'Rehearses a save; nothing is written' },
    body: save,
    answer: 'Preview',
  },
  {
    method: 'post',
    path: '/impact/:name',
    summary: { zh: '演练一条命令：将变化的单据、毛利与余额', en: 'Rehearses a command: every record, margin and balance that will change' },
    body: object({}),
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/bulk',
    summary: { zh: '批量执行同一命令，逐条返回结果', en: 'One command many times, a result for each' },
    body: object({ command: text, bodies: { ...list({ type: 'object' }), maxItems: 1000 } }, ['command', 'bodies']),
    answer: 'BulkAnswer',
  },
  {
    method: 'get',
    path: '/tasks',
    summary: { zh: '待办、已办、我发起、抄送', en: 'Tasks: to do, done, started, copied' },
    parameters: [query('box', 'Which.', { type: 'string', enum: ['todo', 'done', 'started', 'copied'] }), limit, after],
    answer: 'TaskPage',
  },
  { method: 'get', path: '/tasks/:seat', summary: { zh: '任务页', en: 'The page of one task' }, answer: 'Task' },
  {
    method: 'get',
    path: '/tasks/:seat/consequences',
    summary: { zh: '某个动作会带来的全部后果（不执行）', en: 'Everything that a verb would bring about, without doing it' },
    parameters: [
      query('verb', 'take-back, cancel, return, reject …'),
      query('to', 'Element to return to.'),
      query('resubmit', 'again or straight.'),
    ],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/processes/:instance',
    summary: { zh: '一个流程实例的状态与历史', en: 'State and history of one process instance' },
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/ledgers/:ledger/balances',
    summary: { zh: '台账余额', en: 'Balances of a ledger' },
    parameters: [
      where,
      query('group', 'Dimensions, separated by commas.'),
      query('at', 'As of this day.', { type: 'string', format: 'date' }),
    ],
    answer: 'Balances',
  },
  {
    method: 'get',
    path: '/ledgers/:ledger/entries',
    summary: { zh: '台账分录', en: 'Entries of a ledger' },
    parameters: [
      where,
      query('from', 'From this day.', { type: 'string', format: 'date' }),
      query('to', 'To this day.', { type: 'string', format: 'date' }),
      limit,
      after,
    ],
    answer: 'Entries',
  },
  {
    method: 'get',
    path: '/ledgers/:ledger/explain',
    summary: { zh: '解释一个数字的来历', en: 'The entries and the formula that make a figure' },
    parameters: [
      where,
      query('measure', 'Which figure.'),
      query('to', 'As of this day.', { type: 'string', format: 'date' }),
      query('of', 'A record, a row of its lines or an entry: what it costs, and why.'),
    ],
    answer: 'Explanation',
  },
  {
    method: 'get',
    path: '/ledgers/:ledger/shadow',
    summary: { zh: '影子成本：用另一种方法重算，不记账', en: 'Another costing method over the same journal, beside the books' },
    parameters: [query('method', 'Name of a costing method.')],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/reports/:name',
    summary: { zh: '报表；参数按其定义', en: 'A report; its parameters are those of its definition' },
    parameters: [
      query('@compare', 'Beside it: period or year (before), 2026-03-01/2026-03-31, or as of a day 2026-03-31.'),
      query('@by', 'Grouping columns and axes before the figures, in this order: party,month.'),
      query('@pivot', 'Rows and columns of a pivot: product/month; none: the plain rows.'),
    ],
    answer: 'Report',
  },
  {
    method: 'get',
    path: '/design',
    summary: { zh: '定义的工作副本', en: 'The working copy of the definitions' },
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/design/check',
    summary: { zh: '检查工作副本（可带未保存的文件）', en: 'Problems of the working copy, with texts that are only being typed' },
    body: object({ files: list(object({ path: text, text: { type: ['string', 'null'] } }, ['path', 'text'])) }),
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/design/preview',
    summary: { zh: '发布预览：差异、迁移与影响', en: 'What a publish would change, migrate and touch' },
    parameters: [query('restore', 'Preview going back to this release.', integer)],
    answer: anyAnswer,
  },
  { method: 'get', path: '/design/people', summary: { zh: '可以指定的成员', en: 'People who can be named' }, answer: anyAnswer },
  {
    method: 'post',
    path: '/design/report',
    summary: {
      zh: '未发布报表的结果（按设计者的权限）',
      en: 'What a report that is being designed shows, under the rights of its designer',
    },
    body: object({ text, parameters: { type: 'object' } }, ['text']),
    answer: anyAnswer,
  },
  { method: 'get', path: '/design/releases', summary: { zh: '发布历史', en: 'Releases' }, answer: anyAnswer },
  {
    method: 'get',
    path: '/design/diff',
    summary: { zh: '两次发布之间的差异', en: 'What changed between two releases' },
    parameters: [query('from', 'Release.', integer), query('to', 'Release; absent: the working copy.', integer)],
    answer: anyAnswer,
  },
  ...describedTrials,
  {
    method: 'get',
    path: '/design/rehearsal',
    summary: {
      zh: '用历史实例的事实预演流程：谁会换人、哪些步骤增减、哪些结果不同',
      en: 'Feeds past instances to a process: who would be asked instead, which steps come or go, what would end otherwise',
    },
    parameters: [
      query('process', 'Name of the process.'),
      query('against', 'working-copy (default), current, or the number of a release.'),
      query('instance', 'One instance only.'),
      query('limit', 'Latest instances, 1 to 500 (default 50).'),
    ],
    answer: anyAnswer,
  },
  {
    method: 'get',
    path: '/design/uses',
    summary: { zh: '引用位置', en: 'Where a definition or a field is used' },
    parameters: [query('kind', 'Kind of definition.'), query('name', 'Its name.'), query('field', 'One of its fields.')],
    answer: anyAnswer,
  },
  ...describedDesigns,
  ...describedServices,
]
