import { fail } from '@formwork/platform/error/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { refuseSwitchedOff } from '../query/refuse-switched-off.ts'
import { matchesRows } from './match-rows.ts'
import type { Unit } from './unit.ts'

/** Verbs of refusals. */
const verbs: Readonly<Record<string, { zh: string; en: string }>> = {
  view: { zh: '查看', en: 'view' },
  create: { zh: '新建', en: 'create' },
  edit: { zh: '修改', en: 'edit' },
  delete: { zh: '删除', en: 'delete' },
  submit: { zh: '提交', en: 'submit' },
  unpost: { zh: '反审核', en: 'unpost' },
  void: { zh: '作废', en: 'void' },
  close: { zh: '关闭', en: 'close' },
  reopen: { zh: '重新打开', en: 'reopen' },
  amend: { zh: '变更', en: 'amend' },
  convert: { zh: '下推', en: 'convert' },
}

/** Errors: `module-off`; `not-permitted` when no role gives the operation on this entity. */
export function requireRight(unit: Unit, operation: string, plan: EntityPlan): void {
  refuseSwitchedOff(unit.model, plan.name, plan.label)
  if (!unit.authority.may(operation, plan.name)) throw notPermitted(operation, plan)
}

/**
 * The whole record, if this person may do this with it. What he may not see is as if it did not exist.
 * Errors: `unknown-record`, `not-permitted`.
 */
export async function requireRecord(unit: Unit, plan: EntityPlan, id: number, operation: string): Promise<StoredRecord> {
  refuseSwitchedOff(unit.model, plan.name, plan.label)
  const record = await unit.load(plan.name, id)
  const isThere = record !== undefined && (record.header.deletedAt === null || operation === 'restore')
  if (!isThere || !(await matchesRows(unit, record, 'view'))) throw fail('unknown-record', { entity: plan.label, id }, 'id')
  requireRight(unit, operation, plan)
  if (!(await matchesRows(unit, record, operation))) throw notPermitted(operation, plan)
  return record
}

export function notPermitted(operation: string, plan: EntityPlan): Error {
  const verb = verbs[operation] ?? { zh: operation, en: operation }
  const label = typeof plan.label === 'string' ? { zh: plan.label, en: plan.label } : plan.label
  return fail('not-permitted', { action: { zh: `${verb.zh}${label.zh ?? label.en}`, en: `${verb.en} ${label.en ?? label.zh}` } })
}
