import { affectedSteps, computeDraft } from '../engine/record/compute.ts'
import type { Draft } from '../engine/record/draft.ts'
import { followingDefaults } from '../engine/record/following.ts'
import { buildScopes, type Scopes } from '../engine/record/scope.ts'
import type { RecordHeader } from '../engine/record/stored-record.ts'
import { firstStatus } from '../engine/record/transition.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { withFacts } from './load-facts.ts'
import type { WritePurpose } from './save-request.ts'
import type { Unit } from './unit.ts'

/** A draft whose defaults, fills and formulas are computed. */
export interface ComputedDraft {
  readonly draft: Draft
  /** System columns as formulas saw them: the record's, or those it will have as a new one. */
  readonly header: RecordHeader
  readonly scopes: Scopes
}

/**
 * Computes a draft, loading what its formulas read. A record that is past its draft keeps what its formulas gave
 * then, except where they read what is changed now: publishing another formula never touches it.
 * Findings: those of `computeDraft`.
 */
export function computeRecord(unit: Unit, draft: Draft, purpose: WritePurpose): MaybePromise<ComputedDraft> {
  const header = draft.before?.header ?? newHeader(unit, draft)
  const scopes = buildScopes(draft, header, unit.facts)
  const only = purpose === 'amend' || purpose === 'node' ? affectedSteps(draft) : undefined
  const findings = withFacts(unit, () => computeDraft(draft, scopes, unit.facts, followingDefaults(draft, header, unit.facts), only))
  return andThen(findings, (found) => {
    draft.findings.push(...found)
    return { draft, header, scopes }
  })
}

/** A new record belongs to who makes it, or in whose name it is made. */
function newHeader(unit: Unit, draft: Draft): RecordHeader {
  const { person } = unit.actor
  const owner = person ?? unit.inNameOf
  const department = person === null ? (unit.organisation.people.get(owner ?? 0)?.department ?? null) : unit.actor.department
  return {
    id: 0,
    version: 1,
    status: firstStatus(draft.plan.entity.nature),
    outcome: null,
    number: null,
    owner,
    department,
    generation: 0,
    createdAt: unit.now,
    createdBy: person,
    updatedAt: unit.now,
    updatedBy: person,
    deletedAt: null,
    release: unit.model.release,
  }
}
