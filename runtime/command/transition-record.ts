import { fail } from '@formwork/platform/error/index.ts'
import type { RecordEvent } from '../engine/record/event.ts'
import { planOf, type EntityPlan } from '../engine/record/entity-plan.ts'
import { startDraft } from '../engine/record/draft.ts'
import { buildScopes } from '../engine/record/scope.ts'
import type { RecordHeader, StoredRecord } from '../engine/record/stored-record.ts'
import type { Transition } from '../engine/record/transition.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { organisationEntities, raiseOrganisationRevision } from '../store/organisation/revisions.ts'
import { requireTransition } from './authorize-save.ts'
import { drawRecordNumber } from './draw-record-number.ts'
import type { Unit } from './unit.ts'

/** What happens to the header beside the status, and what the audit says of it. */
export interface TransitionDetail {
  readonly header?: Partial<RecordHeader>
  readonly event: RecordEvent['type']
  readonly action: string
  readonly reason?: string
  /** What else the audit says: field -> [before, after]. */
  readonly changes?: Readonly<Record<string, unknown>>
}

/**
 * Moves a record to the status that follows from a transition: writes, audits, raises the event.
 * Errors: `illegal-transition`, `stale-version` when somebody was faster.
 */
export function transitionRecord(
  unit: Unit,
  plan: EntityPlan,
  before: StoredRecord,
  transition: Transition,
  detail: TransitionDetail,
): MaybePromise<StoredRecord> {
  const status = requireTransition(plan, before, transition)
  return writeHeader(unit, before, { ...detail.header, status }, detail)
}

/** Writes system columns alone; every write is a new version. */
export function writeHeader(
  unit: Unit,
  before: StoredRecord,
  header: Partial<RecordHeader>,
  detail: TransitionDetail,
): MaybePromise<StoredRecord> {
  const { entity } = before
  const { id, version } = before.header
  const written = { ...header, version: version + 1, updatedAt: unit.now, updatedBy: unit.actor.person }
  const update = unit.store.records.update(unit.transaction, entity, id, version, { header: written, values: {}, lines: [] })
  return andThen(update, (isFirst) => {
    if (!isFirst) throw fail('stale-version', { seen: version, current: version + 1 }, 'version')
    const raised = organisationEntities.has(entity) ? raiseOrganisationRevision(unit.transaction) : undefined
    return andThen(raised, () => leaveTraces(unit, before, written, detail))
  })
}

function leaveTraces(unit: Unit, before: StoredRecord, written: Partial<RecordHeader>, detail: TransitionDetail): StoredRecord {
  const { entity } = before
  const { id, version } = before.header
  const record: StoredRecord = { ...before, header: { ...before.header, ...written } }
  unit.remember(record)
  const values = {
    version: version + 1,
    status: [before.header.status, record.header.status],
    ...detail.changes,
    ...(detail.reason === undefined ? {} : { reason: detail.reason }),
  }
  unit.audit({ action: detail.action, entity, record: id, values })
  unit.raise({ type: detail.event, entity, record, before })
  return record
}

/**
 * Posts a submitted record, when its approval has ended well; for the process engine. Gap-free numbers are drawn here.
 * Errors: `unknown-record`, `illegal-transition`, `series-exhausted`.
 */
export function postRecord(unit: Unit, entity: string, id: number): MaybePromise<StoredRecord> {
  const plan = planOf(unit.model, unit.registry, entity)
  return andThen(requireLoaded(unit, plan, id), (record) => {
    requireTransition(plan, record, 'post')
    return andThen(record.header.number ?? drawLate(unit, plan, record), (number) =>
      transitionRecord(unit, plan, record, 'post', { header: { number }, event: 'record.posted', action: 'post' }),
    )
  })
}

/**
 * Makes a submitted record a draft again; for the process engine. `outcome` says why: rejected, returned, cancelled.
 * Errors: `unknown-record`, `illegal-transition`.
 */
export async function returnRecord(unit: Unit, entity: string, id: number, outcome: string): Promise<StoredRecord> {
  const plan = planOf(unit.model, unit.registry, entity)
  const record = await requireLoaded(unit, plan, id)
  return transitionRecord(unit, plan, record, 'return', {
    header: { outcome },
    event: 'record.returned',
    action: 'return',
    reason: outcome,
  })
}

function drawLate(unit: Unit, plan: EntityPlan, record: StoredRecord): MaybePromise<string | null> {
  if (plan.entity.number === undefined) return null
  const scopes = buildScopes(startDraft(plan, record), record.header, unit.facts)
  return drawRecordNumber(unit, plan, scopes.header, true)
}

function requireLoaded(unit: Unit, plan: EntityPlan, id: number): MaybePromise<StoredRecord> {
  return andThen(unit.load(plan.name, id), (record) => {
    if (record === undefined || record.header.deletedAt !== null) throw fail('unknown-record', { entity: plan.label, id })
    return record
  })
}
