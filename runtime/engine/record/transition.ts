import type { EntityDefinition } from '@formwork/platform/definition/types.ts'

/** Statuses of a document, and of master data. */
export type Status = 'draft' | 'submitted' | 'posted' | 'voided' | 'closed' | 'active' | 'disabled'

/** What may happen to a record as a whole. `return` covers reject, return to the initiator and cancel. */
export type Transition = 'submit' | 'post' | 'return' | 'unpost' | 'void' | 'close' | 'reopen' | 'amend' | 'save' | 'delete'

/** The lifecycle, once (ARCHITECTURE section 3): transition -> status before -> status after. */
const document: Readonly<Record<Transition, Readonly<Partial<Record<Status, Status>>>>> = {
  save: { draft: 'draft' },
  submit: { draft: 'submitted' },
  post: { submitted: 'posted' },
  return: { submitted: 'draft' },
  unpost: { posted: 'draft' },
  void: { posted: 'voided' },
  close: { posted: 'closed' },
  reopen: { closed: 'posted' },
  amend: { posted: 'posted' },
  delete: { draft: 'draft' },
}

/** Master data are saved only; closing disables them. */
const master: Readonly<Partial<Record<Transition, Readonly<Partial<Record<Status, Status>>>>>> = {
  save: { active: 'active', disabled: 'disabled' },
  close: { active: 'disabled' },
  reopen: { disabled: 'active' },
  delete: { active: 'active', disabled: 'disabled' },
}

/** The status after, or undefined when the transition is not possible from here. */
export function nextStatus(nature: EntityDefinition['nature'], transition: Transition, status: string): Status | undefined {
  const table = nature === 'document' ? document : master
  return table[transition]?.[status as Status]
}

export function firstStatus(nature: EntityDefinition['nature']): Status {
  return nature === 'document' ? 'draft' : 'active'
}

/** How statuses and transitions are called in refusals. */
export const statusLabels: Readonly<Record<string, { zh: string; en: string }>> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '审批中', en: 'submitted' },
  posted: { zh: '已审', en: 'posted' },
  voided: { zh: '已作废', en: 'voided' },
  closed: { zh: '已关闭', en: 'closed' },
  active: { zh: '启用', en: 'active' },
  disabled: { zh: '停用', en: 'disabled' },
}

export const transitionLabels: Readonly<Record<Transition, { zh: string; en: string }>> = {
  save: { zh: '修改', en: 'change' },
  submit: { zh: '提交', en: 'submit' },
  post: { zh: '审核', en: 'post' },
  return: { zh: '退回', en: 'return' },
  unpost: { zh: '反审核', en: 'unpost' },
  void: { zh: '作废', en: 'void' },
  close: { zh: '关闭', en: 'close' },
  reopen: { zh: '重新打开', en: 'reopen' },
  amend: { zh: '变更', en: 'amend' },
  delete: { zh: '删除', en: 'delete' },
}
