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
import type { SavedRecord } from './saved-record.ts'
import { storeDraft } from './store-draft.ts'
import type { Unit } from './unit.ts'

/**
 * The one write path of a record: authorize → merge → compute → check → authorize changes → save → raise.
 * Errors: `unknown-entity`, `unknown-record`, `not-permitted`, `illegal-transition`, `stale-version`, `unknown-line`,
 * and, together, everything that is wrong with the values.
 */
export async function saveRecord(unit: Unit, request: SaveRequest, purpose: SavePurpose): Promise<SavedRecord> {
  const plan = planOf(unit.model, unit.registry, request.entity)
  const authorized = authorizeSave(unit, plan, request, purpose)
  const before = authorized instanceof Promise ? await authorized : authorized

  const draft = startDraft(plan, before)
  mergeChanges(draft, request.changes ?? {})
  const referring = checkReferences(unit, draft)
  if (referring instanceof Promise) await referring
  refuseFindings(draft)

  const computing = computeRecord(unit, draft, purpose)
  const computed = computing instanceof Promise ? await computing : computing
  const checking = checkRecord(unit, computed, purpose)
  if (checking instanceof Promise) await checking
  const authorizing = authorizeChanges(unit, computed, purpose)
  if (authorizing instanceof Promise) await authorizing
  refuseFindings(draft)

  const storing = storeDraft(unit, computed, purpose)
  const saved = storing instanceof Promise ? await storing : storing
  const keeping = keepRuleExceptions(unit, saved, purpose)
  if (keeping instanceof Promise) await keeping
  return saved
}
