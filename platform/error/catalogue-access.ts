import type { CatalogueEntry } from './catalogue-entry.ts'

/** Who may not, and what the server itself cannot do right now. */
export const accessErrors = {
  'not-permitted': { status: 403, zh: '您没有权限：{action}', en: 'You are not permitted to: {action}' },
  'field-not-writable': { status: 403, zh: '字段“{field}”不可写', en: 'The field "{field}" may not be written' },
  'grant-exceeds-own': { status: 403, zh: '不能授予自己没有的权限', en: 'You cannot grant a right that you lack' },
  'not-logged-in': { status: 401, zh: '请先登录', en: 'Please log in first' },
  'login-refused': { status: 401, zh: '账号或密码不正确', en: 'The account or the password is not correct' },
  'session-expired': { status: 401, zh: '登录已过期，请重新登录', en: 'The session has expired, please log in again' },
  'csrf-refused': { status: 403, zh: '请求来源不被信任', en: 'The origin of the request is not trusted' },
  'weak-password': { status: 422, zh: '密码过于简单：{reason}', en: 'The password is too weak: {reason}' },
  'password-change-required': { status: 403, zh: '请先修改一次性密码', en: 'The one-time password has to be changed first' },
  'setup-refused': { status: 403, zh: '口令不正确，请从启动窗口里复制', en: 'The token is not correct; copy it from the terminal' },
  'setup-closed': { status: 409, zh: '工作区已经建好，请登录', en: 'The workspace was made already; please log in' },
  'setup-under-way': { status: 409, zh: '正在新建工作区，请稍候', en: 'A workspace is being made, please wait' },
  'key-refused': { status: 401, zh: '接口密钥无效或已过期', en: 'The API key is not valid or has expired' },
  'too-many-requests': { status: 429, zh: '请求过于频繁，请在 {seconds} 秒后重试', en: 'Too many requests, try again in {seconds} seconds' },
  'not-found': { status: 404, zh: '找不到所请求的内容', en: 'What was requested does not exist' },
  'form-full': { status: 410, zh: '这份表单已收满，不再接收', en: 'This form takes no more answers' },
  'link-ended': { status: 410, zh: '这个链接已过期或已被收回，请向发送人索取新的链接', en: 'This link has expired or was taken back; ask whoever sent it for another' },
  'method-not-allowed': { status: 405, zh: '此地址不支持 {method}', en: '{method} is not possible at this address' },
  'internal': { status: 500, zh: '服务器内部错误，请联系管理员并提供请求编号', en: 'Internal error; please tell the administrator the request id' },
  'service-unavailable': { status: 503, zh: '服务暂不可用：{reason}', en: 'The service is not available now: {reason}' },
  'timed-out': { status: 503, zh: '操作超过 {seconds} 秒，已停止', en: 'The operation took longer than {seconds} seconds and was stopped' },
  'disk-full': { status: 507, zh: '磁盘已满，暂时无法保存；读取不受影响', en: 'The disk is full: nothing can be saved now, reading still works' },
  'schema-newer': { status: 500, zh: '数据由更新的版本（{version}）写入，本程序不能打开', en: 'The data was written by a newer version ({version}) and cannot be opened by this one' },
  'ledger-stopped': {
    status: 503,
    zh: '台账“{ledger}”的数据核对不一致（{row}），已暂停向它记账；请管理员运行 formwork verify 查明',
    en: 'The ledger "{ledger}" does not agree with itself ({row}); nothing is posted to it until an administrator has found out why (formwork verify)',
  },
  'unsafe-configuration': { status: 500, zh: '配置不安全，拒绝启动：{reason}', en: 'Refusing to start with an unsafe configuration: {reason}' },
} as const satisfies Record<string, CatalogueEntry>
