import { fail } from '@formwork/platform/error/index.ts'
import { auditText } from '../engine/record/audit-text.ts'
import type { Draft } from '../engine/record/draft.ts'
import { changesOf, countNewLines, finishDraft, hasChanges, numberLines } from '../engine/record/finish-draft.ts'
import type { RecordHeader, StoredRecord } from '../engine/record/stored-record.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { raiseOrganisationRevision, organisationEntities } from '../store/organisation/revisions.ts'
import type { ComputedDraft } from './compute-record.ts'
import { drawRecordNumber, fillNumberField } from './draw-record-number.ts'
import { followPoolFields } from './ledger/follow-pool-fields.ts'
import { keepOutdated } from './process/keep-step.ts'
import { hasApproval } from './has-approval.ts'
import type { SavedRecord } from './saved-record.ts'
import type { WritePurpose } from './save-request.ts'
import type { Unit } from './unit.ts'

/**
 * Writes a judged draft: number, ids, rows, audit, events. A submit writes the status that follows in the same row:
 * submitted, or, where no process is bound, posted at once.
 * Errors: `stale-version` when somebody was faster, `not-unique` and `in-use` where the database speaks first.
 */
export function storeDraft(unit: Unit, computed: ComputedDraft, purpose: WritePurpose): MaybePromise<SavedRecord> {
  const { plan, header } = computed.draft
  const filling = fillNumberField(unit, plan, header.values, computed.scopes.header)
  return filling === undefined ? storeFilled(unit, computed, purpose) : filling.then(() => storeFilled(unit, computed, purpose))
}

function storeFilled(unit: Unit, computed: ComputedDraft, purpose: WritePurpose): MaybePromise<SavedRecord> {
  const { draft } = computed
  const { before } = draft
  const status = statusAfter(unit, computed, purpose)
  if (before !== null && status === before.header.status && !hasChanges(changesOf(draft))) return { record: before, before, draft }
  return andThen(headerAfter(unit, computed, status), (header) =>
    andThen(before === null ? insert(unit, draft, header) : update(unit, draft, header), (record) => {
      const raised = organisationEntities.has(draft.plan.name) && !unit.dryRun ? raiseOrganisationRevision(unit.transaction) : undefined
      return andThen(raised, () => {
        leaveTraces(unit, draft, record, purpose)
        const following = before === null ? undefined : followPoolFields(unit, record, before)
        return andThen(following, () => ({ record, before, draft }))
      })
    }),
  )
}

function statusAfter(unit: Unit, { draft, header }: ComputedDraft, purpose: WritePurpose): string {
  if (purpose !== 'submit') return header.status
  return hasApproval(unit.model, draft.plan.name) ? 'submitted' : 'posted'
}

function headerAfter(unit: Unit, { draft, header, scopes }: ComputedDraft, status: string): MaybePromise<RecordHeader> {
  const drawn = header.number ?? drawRecordNumber(unit, draft.plan, scopes.header, status === 'posted')
  const outcome = status === header.status ? header.outcome : null
  const { release } = unit.model
  return andThen(drawn, (number) => {
    if (draft.before === null) return { ...header, status, number, outcome, release }
    return { ...header, status, number, outcome, release, version: header.version + 1, updatedAt: unit.now, updatedBy: unit.actor.person }
  })
}

function insert(unit: Unit, draft: Draft, header: RecordHeader): MaybePromise<StoredRecord> {
  return andThen(unit.transaction.nextIds(1 + countNewLines(draft)), (id) => {
    numberLines(draft, id + 1)
    unit.noteNew(id)
    const record = finishDraft(draft, { ...header, id })
    return andThen(unit.store.records.insert(unit.transaction, record), () => record)
  })
}

async function update(unit: Unit, draft: Draft, header: RecordHeader): Promise<StoredRecord> {
  const count = countNewLines(draft)
  numberLines(draft, count === 0 ? 0 : await unit.transaction.nextIds(count))
  const before = draft.before!
  if (!unit.dryRun) await keepOutdated(unit, before)
  const { version, status, outcome, number, updatedAt, updatedBy, release } = header
  const changes = { header: { version, status, outcome, number, updatedAt, updatedBy, release }, ...changesOf(draft) }
  const isFirst = await unit.store.records.update(unit.transaction, draft.plan.name, header.id, before.header.version, changes)
  if (!isFirst) throw fail('stale-version', { seen: before.header.version, current: before.header.version + 1 }, 'version')
  return finishDraft(draft, header)
}

function leaveTraces(unit: Unit, draft: Draft, record: StoredRecord, purpose: WritePurpose): void {
  const entity = draft.plan.name
  const before = draft.before ?? undefined
  const action = purpose === 'save' ? (draft.before === null ? 'create' : 'save') : purpose === 'node' ? 'save' : purpose
  unit.remember(record)
  unit.audit({ action, entity, record: record.header.id, values: auditText(draft, record.header.version) })
  unit.raise({ type: purpose === 'amend' ? 'record.amended' : 'record.saved', entity, record, before })
  if (purpose !== 'submit') return
  unit.raise({ type: 'record.submitted', entity, record, before })
  if (record.header.status === 'posted') unit.raise({ type: 'record.posted', entity, record, before })
}
