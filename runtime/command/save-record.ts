import { startDraft } from '../engine/record/draft.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { mergeChanges } from '../engine/record/merge-changes.ts'
import { authorizeChanges, authorizeSave } from './authorize-save.ts'
import { checkRecord } from './check-record.ts'
import { checkReferences } from './check-references.ts'
import { computeRecord } from './compute-record.ts'
import { keepRuleExceptions } from './exceptions/keep-exceptions.ts'
import { refuseFindings } from './refuse-findings.ts'
import type { SavePurpose, SaveRequest } from './save-request.ts'
import { storeDraft, type SavedRecord } from './store-draft.ts'
import type { Unit } from './unit.ts'

/**
 * The one write path of a record: authorize → merge → compute → check → authorize changes → save → raise.
 * Errors: `unknown-entity`, `unknown-record`, `not-permitted`, `illegal-transition`, `stale-version`, `unknown-line`,
 * and, together, everything that is wrong with the values.
 */
export async function saveRecord(unit: Unit, request: SaveRequest, purpose: SavePurpose): Promise<SavedRecord> {
  const plan = planOf(unit.model, unit.registry, request.entity)
  const before = await authorizeSave(unit, plan, request, purpose)

  const draft = startDraft(plan, before)
  mergeChanges(draft, request.changes ?? {})
  await checkReferences(unit, draft)
  refuseFindings(draft)

  const computed = await computeRecord(unit, draft, purpose)
  await checkRecord(unit, computed, purpose)
  await authorizeChanges(unit, computed, purpose)
  refuseFindings(draft)

  const saved = await storeDraft(unit, computed, purpose)
  await keepRuleExceptions(unit, saved, purpose)
  return saved
}
