import { fail } from '@formwork/platform/error/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { transitionLabels } from '../engine/record/transition.ts'
import { requireTransition } from './authorize-save.ts'
import { requireNothingDownstream } from './downstream.ts'
import { titleOf } from './record-title.ts'
import { writeHeader } from './transition-record.ts'
import type { Unit } from './unit.ts'

/**
 * To the recycle bin. A record that was posted once has entries and, without gaps, a number that must stay: it is voided instead.
 * Errors: `illegal-transition`, `has-downstream`.
 */
export async function deleteRecordNow(unit: Unit, plan: EntityPlan, record: StoredRecord, reason?: string): Promise<StoredRecord> {
  requireTransition(plan, record, 'delete')
  if (record.header.generation > 0) {
    throw fail('illegal-transition', { status: { zh: '曾经审核', en: 'posted before' }, action: transitionLabels.delete })
  }
  await requireNothingDownstream(unit, record)
  if (unit.facts.merged.same(record.header.id).length > 1) {
    throw fail('merged-in', { stays: await titleOf(unit, record.entity, record.header.id) })
  }
  return writeHeader(unit, record, { deletedAt: unit.now }, { event: 'record.deleted', action: 'delete', reason })
}

/** Back from the recycle bin. Errors: `illegal-transition` when it is not there, `not-unique` when its values were taken meanwhile. */
export async function restoreRecordNow(unit: Unit, plan: EntityPlan, record: StoredRecord): Promise<StoredRecord> {
  if (record.header.deletedAt === null) {
    throw fail('illegal-transition', { status: { zh: '不在回收站', en: 'not in the recycle bin' }, action: { zh: '恢复', en: 'restore' } })
  }
  for (const { fields } of plan.uniques) {
    const names = fields.map((field) => field.name)
    const values = names.map((name) => record.values[name])
    if (values.some((value) => value === null || value === undefined)) continue
    const other = await unit.store.records.findDuplicate(unit.transaction, plan.name, names, values, record.header.id)
    const [field] = fields
    if (other !== undefined && field !== undefined) {
      throw fail(
        'not-unique',
        { label: field.label, value: field.type.format(values[0], field.definition, unit.command.language) },
        field.name,
      )
    }
  }
  return writeHeader(unit, record, { deletedAt: null }, { event: 'record.restored', action: 'restore' })
}
