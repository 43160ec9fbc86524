import { planOf } from '../../engine/record/entity-plan.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import { requireMayUndo } from '../require-may-undo.ts'
import { transitionRecord } from '../transition-record.ts'
import type { Unit } from '../unit.ts'

/**
 * 激活 an ended approval: its record is in approval again. A posted one is unposted first, so that a closed period or a
 * record that was made from it refuses the whole. Errors: `has-downstream`, `illegal-transition`, those of the ledgers.
 */
export async function reopenRecord(unit: Unit, row: InstanceRow): Promise<void> {
  const start = unit.model.processes.get(row.process)?.start ?? 'submitted'
  if (start !== 'submitted' || row.parent !== null || row.entity === null || row.record === null) return
  const plan = planOf(unit.model, unit.registry, row.entity)
  let record = await unit.load(row.entity, row.record)
  if (record?.header.status === 'posted') {
    await requireMayUndo(unit, plan, record)
    const header = { generation: record.header.generation + 1, outcome: null }
    record = await transitionRecord(unit, plan, record, 'unpost', { header, event: 'record.unposted', action: 'unpost' })
  }
  if (record?.header.status !== 'draft') return
  // No event of submitting: the approval that goes on is there already.
  await transitionRecord(unit, plan, record, 'submit', { header: { outcome: null }, event: 'record.saved', action: 'reopen-process' })
}
