import { planOf } from '../engine/record/entity-plan.ts'
import type { Changes } from '../engine/record/merge-changes.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { removeScratch, scratchPlace } from '../store/content/scratch.ts'
import { answerOf, saveAnswer } from './answer.ts'
import { requireRecord } from './access.ts'
import { requireVersion } from './authorize-save.ts'
import { deleteRecordNow, restoreRecordNow } from './recycle-record.ts'
import { previewRecord } from './preview-record.ts'
import { idSchema, nameSchema, objectSchema, type RequestSchema } from './request.ts'
import { requireMayUndo } from './require-may-undo.ts'
import { saveRecord } from './save-record.ts'
import { transitionRecord, type TransitionDetail } from './transition-record.ts'
import type { Transition } from '../engine/record/transition.ts'
import type { Answer, Unit, UseCase } from './unit.ts'

interface SaveBody {
  entity: string
  id?: string
  version?: number
  changes?: Changes
  accept?: Record<string, string>
}

interface RecordBody {
  entity: string
  id: string
  version: number
  reason?: string
}

const lineOperation = objectSchema(
  {
    do: { type: 'string', enum: ['insert', 'update', 'remove', 'move'] },
    id: { type: 'string', maxLength: 50 },
    ref: { type: 'string', minLength: 1, maxLength: 50 },
    before: { type: 'string', maxLength: 50, nullable: true },
    values: { type: 'object', additionalProperties: {} },
  },
  ['do'],
)

/** Changes of a record: header fields and line operations by row id. Absent means unchanged, null means empty. */
export const changesSchema: RequestSchema = objectSchema({
  values: { type: 'object', additionalProperties: {} },
  lines: { type: 'object', additionalProperties: { type: 'array', items: lineOperation, maxItems: 10_000 } },
})

const versionSchema: RequestSchema = { type: 'integer', minimum: 1 }
/** Reasons for warnings by the name of the rule or assertion that warns; `*` for all of them. */
const acceptSchema: RequestSchema = { type: 'object', additionalProperties: { type: 'string', minLength: 1, maxLength: 500 } }
const saveSchema = objectSchema(
  { entity: nameSchema, id: idSchema, version: versionSchema, changes: changesSchema, accept: acceptSchema },
  ['entity'],
)
const recordSchema = objectSchema(
  { entity: nameSchema, id: idSchema, version: versionSchema, reason: { type: 'string', maxLength: 500 } },
  ['entity', 'id', 'version'],
)

export const save: UseCase = {
  name: 'save',
  request: { ...saveSchema },
  help: { zh: '保存草稿或资料；只带修改的内容', en: 'Saves a draft or master data; carries changes only' },
  async run(unit: Unit, body: SaveBody) {
    if (unit.dryRun) return previewRecord(unit, body)
    const saved = await saveRecord(unit, body, 'save')
    await forgetInput(unit, body)
    return saveAnswer(unit, saved)
  },
}

export const submit: UseCase = {
  name: 'submit',
  request: { ...saveSchema },
  help: { zh: '保存并提交；没有审批流程时直接审核记账', en: 'Saves and submits; posts at once where no process is bound' },
  async run(unit: Unit, body: SaveBody) {
    const saved = await saveRecord(unit, body, 'submit')
    const forgetting = forgetInput(unit, body)
    if (forgetting !== undefined) await forgetting
    return saveAnswer(unit, saved)
  },
}

/** What was kept on the server while it was typed is saved now. */
function forgetInput(unit: Unit, { entity, id }: SaveBody): Promise<void> | undefined {
  if (unit.actor.person === null || unit.command.channel !== 'form') return undefined
  return removeScratch(unit.transaction, unit.actor.person, scratchPlace(entity, id === undefined ? undefined : parseId(id)))
}

export const amend: UseCase = {
  name: 'amend',
  request: { ...saveSchema, required: ['entity', 'id', 'version'] },
  help: { zh: '变更已审核单据中允许变更的字段', en: 'Changes fields of a posted record that are marked amendable' },
  async run(unit: Unit, body: SaveBody) {
    return saveAnswer(unit, await saveRecord(unit, body, 'amend'))
  },
}

export const unpost = lifecycle(
  'unpost',
  'unpost',
  { event: 'record.unposted', dependent: true },
  { zh: '反审核，回到草稿；有下游单据时拒绝', en: 'Back to draft with mirrored entries; refused with records downstream' },
)
export const voidRecord = lifecycle(
  'void',
  'void',
  { event: 'record.voided', dependent: true },
  { zh: '作废，分录原日红冲', en: 'Voids a posted record with mirrored entries' },
)
export const close = lifecycle(
  'close',
  'close',
  { event: 'record.closed' },
  { zh: '关闭，不再执行', en: 'Closes a record: nothing more will follow from it' },
)
export const reopen = lifecycle('reopen', 'reopen', { event: 'record.reopened' }, { zh: '重新打开', en: 'Opens a closed record again' })
export const disable = lifecycle(
  'disable',
  'close',
  { event: 'record.closed', right: 'edit' },
  { zh: '停用资料，不能再被选用', en: 'Takes master data out of use' },
)
export const enable = lifecycle(
  'enable',
  'reopen',
  { event: 'record.reopened', right: 'edit' },
  { zh: '启用资料', en: 'Puts master data back into use' },
)

/** A verb that moves a whole record to another status. */
function lifecycle(
  name: string,
  transition: Transition,
  options: { event: TransitionDetail['event']; right?: string; dependent?: boolean },
  help: UseCase['help'],
): UseCase {
  return {
    name,
    request: { ...recordSchema },
    help,
    async run(unit: Unit, body: RecordBody): Promise<() => Answer> {
      const plan = planOf(unit.model, unit.registry, body.entity)
      const record = await requireRecord(unit, plan, parseId(body.id, 'id'), options.right ?? name)
      await requireVersion(unit, plan, record, body.version)
      if (options.dependent === true) await requireMayUndo(unit, plan, record)
      const header = name === 'unpost' ? { generation: record.header.generation + 1, outcome: null } : {}
      await transitionRecord(unit, plan, record, transition, { header, event: options.event, action: name, reason: body.reason })
      return answerOf(unit, record)
    },
  }
}

export const deleteRecord: UseCase = {
  name: 'delete',
  request: { ...recordSchema },
  help: { zh: '把草稿或资料移入回收站', en: 'Moves a draft or master data to the recycle bin' },
  async run(unit: Unit, body: RecordBody) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    const record = await requireRecord(unit, plan, parseId(body.id, 'id'), 'delete')
    await requireVersion(unit, plan, record, body.version)
    await deleteRecordNow(unit, plan, record, body.reason)
    return answerOf(unit, record)
  },
}

export const restore: UseCase = {
  name: 'restore',
  request: { ...recordSchema },
  help: { zh: '从回收站恢复', en: 'Takes a record out of the recycle bin' },
  async run(unit: Unit, body: RecordBody) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    const record = await requireRecord(unit, plan, parseId(body.id, 'id'), 'restore')
    await requireVersion(unit, plan, record, body.version)
    await restoreRecordNow(unit, plan, record)
    return answerOf(unit, record)
  },
}
