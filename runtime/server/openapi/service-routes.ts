import { FILE_ONLY, type DescribedRoute } from './described-route.ts'
import { integer, text } from './json-schema.ts'

/** Services beside records: settings, modules, alerts, notices, comments, files. */
export const describedServices: readonly DescribedRoute[] = [
  {
    method: 'get',
    path: '/settings',
    summary: {
      zh: '系统设置：分组、字段、当前值（用 save-settings 修改）',
      en: 'Settings in groups with what they hold (changed by save-settings)',
    },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/modules',
    summary: { zh: '模块状态与可选方案', en: 'Modules with their state, and the profiles to choose from' },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/periods',
    summary: {
      zh: '会计期间：已结的、下一个可结的（用 close-period、reopen-period 结账与反结账）',
      en: 'Periods that are closed, and the next one (commands close-period, reopen-period)',
    },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/notices',
    summary: { zh: '我的消息，最新在前，带未读数', en: 'Notices of the reader, newest first, with how many are not read' },
    parameters: [
      { name: 'limit', in: 'query', schema: integer, description: 'Rows of a page.' },
      { name: 'after', in: 'query', schema: text, description: 'Cursor of the page before.' },
      { name: 'unread', in: 'query', schema: text, description: 'true: only what is not read.' },
    ],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/events',
    summary: {
      zh: '实时事件流（text/event-stream）：ready、notice、record、definitions；断线后以 Last-Event-ID 续传',
      en: 'Server-sent events (ready, notice, record, definitions) about what the reader may see; resumes by Last-Event-ID',
    },
    parameters: [
      { name: 'Last-Event-ID', in: 'header', schema: text, description: 'The id heard last.' },
      { name: 'after', in: 'query', schema: text, description: 'The same, for clients that cannot set headers.' },
    ],
    answer: FILE_ONLY,
    files: ['text/event-stream'],
  },
  {
    method: 'get',
    path: '/records/:entity/:id/comments',
    summary: { zh: '单据上的评论', en: 'Comments on a record' },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/proxies',
    summary: { zh: '我的代理设置（用 set-proxy、end-proxy 修改）', en: 'Who stands in for the reader and for whom he stands in' },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/public-links',
    summary: {
      zh: '我的公开链接（用 create-public-link、revoke-public-link 修改）；不含链接本身',
      en: 'Public links of the reader (commands create-public-link, revoke-public-link), without their tokens',
    },
    parameters: [
      { name: 'entity', in: 'query', schema: text, description: 'With id: only those of this record, and the roles to choose from.' },
      { name: 'id', in: 'query', schema: text, description: 'The record.' },
    ],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/subscriptions',
    summary: {
      zh: '我订阅的报表（用 subscribe-report、unsubscribe-report 修改）',
      en: 'Reports that the reader is sent (commands subscribe-report, unsubscribe-report)',
    },
    parameters: [{ name: 'report', in: 'query', schema: text, description: 'Only those of this report.' }],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/public/:token',
    summary: {
      zh: '公开链接的内容：版面或 PDF，不需登录，限次限时',
      en: 'What a public link shows, as a layout or a PDF; nobody has to be signed in, and it ends',
    },
    parameters: [{ name: 'format', in: 'query', schema: { type: 'string', enum: ['layout', 'pdf'] }, description: 'layout or pdf.' }],
    answer: { type: 'object' },
    isOpen: true,
  },
  {
    method: 'get',
    path: '/public-forms',
    summary: {
      zh: '我的公开表单（用 create-public-form、revoke-public-form 修改）；不含链接本身',
      en: 'Public forms of the reader (commands create-public-form, revoke-public-form), without their tokens',
    },
    parameters: [{ name: 'entity', in: 'query', schema: text, description: 'Only its own, and for each role what can be asked for.' }],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/public-forms/:token',
    summary: { zh: '公开表单要填写的字段，不需登录', en: 'The fields of a public form; nobody has to be signed in' },
    answer: { type: 'object' },
    isOpen: true,
  },
  {
    method: 'get',
    path: '/public-forms/:token/lookup',
    summary: {
      zh: '公开表单中关联字段的可选项，仅限表单角色可见的范围',
      en: 'Choices for a reference of a public form, as far as its role may see them',
    },
    parameters: [
      { name: 'field', in: 'query', schema: text, description: 'Path of the field: `item`, `lines.item`.' },
      { name: 'text', in: 'query', schema: text, description: 'What was typed.' },
    ],
    answer: { type: 'object' },
    isOpen: true,
  },
  {
    method: 'post',
    path: '/public-forms/:token',
    summary: {
      zh: '提交公开表单：新建一条记录，限次限时，不需登录',
      en: 'Sends a public form: one new record, limited in number and time; nobody has to be signed in',
    },
    body: {
      type: 'object',
      properties: { key: text, visit: text, changes: { type: 'object' }, website: text },
      required: ['key', 'changes'],
    },
    answer: { type: 'object' },
    isOpen: true,
  },
  {
    method: 'post',
    path: '/public-forms/:token/files',
    summary: {
      zh: '为公开表单的文件字段上传一个文件（至多 10 MB，一份至多 10 个），不需登录',
      en: 'Sends a file for a field of a public form (10 MB at most, 10 in one answer); nobody has to be signed in',
    },
    parameters: [
      { name: 'name', in: 'query', schema: text, description: 'What the file is called.' },
      { name: 'field', in: 'query', schema: text, description: 'Path of the field: `photo`, `lines.photo`.' },
      {
        name: 'visit',
        in: 'query',
        schema: text,
        description: 'Made at random by the page, the same in the answer: 16 to 100 characters.',
      },
    ],
    body: {},
    bodyType: 'application/octet-stream',
    answer: { type: 'object' },
    status: 201,
    isOpen: true,
  },
  {
    method: 'get',
    path: '/recycle-bin',
    summary: {
      zh: '回收站：各业务对象的数量（内容用列表的 deleted=true）',
      en: 'Entities with deleted records that the reader may restore',
    },
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/alerts',
    summary: { zh: '预警：默认给我的未关闭预警', en: 'Alerts: by default those that are open and addressed to the reader' },
    parameters: [
      { name: 'scope', in: 'query', schema: text, description: 'all: everything that the reader may see.' },
      { name: 'state', in: 'query', schema: text, description: 'closed: what is over, newest first.' },
      { name: 'rule', in: 'query', schema: text, description: 'Only this rule.' },
      { name: 'snoozed', in: 'query', schema: text, description: 'true: put-off ones too.' },
      { name: 'before', in: 'query', schema: text, description: 'Cursor of the page before (closed ones).' },
    ],
    answer: { type: 'object' },
  },
  {
    method: 'post',
    path: '/files',
    summary: { zh: '上传文件（application/octet-stream，至多 20 MB）', en: 'Uploads a file (application/octet-stream, 20 MB at most)' },
    parameters: [{ name: 'name', in: 'query', schema: text, description: 'What the file is called.' }],
    body: {},
    bodyType: 'application/octet-stream',
    answer: { type: 'object' },
    status: 201,
  },
  {
    method: 'get',
    path: '/files',
    summary: { zh: '文件名称与大小', en: 'What files are called, as far as the reader may download them' },
    parameters: [{ name: 'ids', in: 'query', schema: text, description: 'Ids, separated by commas.' }],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/files/:id',
    summary: { zh: '下载文件；图片直接显示', en: 'Downloads a file; pictures are shown' },
    parameters: [{ name: 'download', in: 'query', schema: text, description: 'true: never shown in the page.' }],
    answer: FILE_ONLY,
    files: ['*/*'],
  },
  {
    method: 'get',
    path: '/automation-runs',
    summary: { zh: '自动化执行记录与失败的作业', en: 'Runs of automations, and work that has failed' },
    parameters: [
      { name: 'automation', in: 'query', schema: text, description: 'Only this one.' },
      { name: 'before', in: 'query', schema: text, description: 'Cursor of the page before.' },
    ],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/matches/:name',
    summary: { zh: '按规则匹配（价格、促销、默认值）并说明原因', en: 'A ranked look-up with its why' },
    parameters: [
      { name: 'parameters', in: 'query', schema: text, description: 'JSON: {"item":"12","quantity":"3"}' },
      {
        name: 'values',
        in: 'query',
        schema: text,
        description: 'Instead: JSON { "record": {…}, "line": {…} }, taken by name as far as asked for.',
      },
      { name: 'limit', in: 'query', schema: text, description: 'No more findings than these, 200 at most.' },
    ],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/batches/:name',
    summary: { zh: '批处理预览：按键分组的行（用 start-batch 执行）', en: 'What a batch would make, by key (begun by start-batch)' },
    parameters: [{ name: 'parameters', in: 'query', schema: text, description: 'JSON: parameters of the report.' }],
    answer: { type: 'object' },
  },
  {
    method: 'get',
    path: '/webhooks',
    summary: { zh: '通知渠道与 webhook（不含密钥）', en: 'Channels of notices and webhooks, without their secrets' },
    answer: { type: 'object' },
  },
  {
    method: 'post',
    path: '/hooks/:name',
    summary: { zh: '外部调用触发自动化（需签名）', en: 'A signed call from outside sets off an automation' },
    parameters: [
      { name: 'X-Formwork-Timestamp', in: 'header', schema: text, description: 'Seconds since the epoch, at most 300 off.' },
      { name: 'X-Formwork-Delivery', in: 'header', schema: text, description: 'Id of the call: the same one is done once.' },
      {
        name: 'X-Formwork-Signature',
        in: 'header',
        schema: text,
        description: 'sha256= and HMAC-SHA256 of `timestamp.delivery.body` in hexadecimal.',
      },
    ],
    body: { type: 'object' },
    answer: { type: 'object' },
    isOpen: true,
  },
]
