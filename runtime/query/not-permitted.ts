import { fail, type AppError, type LocalizedText } from '@formwork/platform/error/index.ts'

/** Operations as people call them. */
const verbs: Readonly<Record<string, { zh: string; en: string }>> = {
  view: { zh: '查看', en: 'view' },
  create: { zh: '新建', en: 'create' },
  edit: { zh: '修改', en: 'edit' },
  delete: { zh: '删除', en: 'delete' },
  restore: { zh: '恢复', en: 'restore' },
  merge: { zh: '合并', en: 'merge' },
  submit: { zh: '提交', en: 'submit' },
  unpost: { zh: '反审核', en: 'unpost' },
  void: { zh: '作废', en: 'void' },
  close: { zh: '关闭', en: 'close' },
  reopen: { zh: '重新打开', en: 'reopen' },
  amend: { zh: '变更', en: 'amend' },
  convert: { zh: '下推', en: 'convert' },
  import: { zh: '导入', en: 'import' },
  export: { zh: '导出', en: 'export' },
  print: { zh: '打印', en: 'print' },
}

/** The refusal of an operation on something, in words of the reader: `您没有权限:打印单据`. Makes `not-permitted`. */
export function notPermitted(operation: string, label: LocalizedText): AppError {
  const verb = verbs[operation] ?? { zh: operation, en: operation }
  const { zh, en } = typeof label === 'string' ? { zh: label, en: label } : label
  return fail('not-permitted', { action: { zh: `${verb.zh}${zh ?? en}`, en: `${verb.en} ${en ?? zh}` } })
}
