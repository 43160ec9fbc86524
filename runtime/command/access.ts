import { fail } from '@formwork/platform/error/index.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { notPermitted } from '../query/not-permitted.ts'
import { refuseSwitchedOff } from '../query/refuse-switched-off.ts'
import { titleOf } from './record-title.ts'
import { matchesRows } from './match-rows.ts'
import type { Unit } from './unit.ts'

/** Errors: `module-off`; `not-permitted` when no role gives the operation on this entity. */
export function requireRight(unit: Unit, operation: string, plan: EntityPlan): void {
  refuseSwitchedOff(unit.model, plan.name, plan.label)
  if (!unit.authority.may(operation, plan.name)) throw notPermitted(operation, plan.label)
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
  if (operation !== 'merge' && operation !== 'view' && unit.facts.merged.has(id)) await refuseMerged(unit, record)
  if (!(await matchesRows(unit, record, operation))) throw notPermitted(operation, plan.label)
  return record
}

/** What was merged is history: nothing of it changes until that is taken back. Errors: `merged-away`. */
async function refuseMerged(unit: Unit, { entity, header }: StoredRecord): Promise<never> {
  const stays = unit.facts.merged.resolve(header.id)
  throw fail('merged-away', { goes: await titleOf(unit, entity, header.id), stays: await titleOf(unit, entity, stays) })
}
