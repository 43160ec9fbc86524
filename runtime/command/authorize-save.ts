import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { checkWritable } from '../engine/record/check-writable.ts'
import { startDraft, type Draft } from '../engine/record/draft.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import { finishDraft } from '../engine/record/finish-draft.ts'
import { buildScopes, type Scopes } from '../engine/record/scope.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { nextStatus, statusLabels, transitionLabels, type Transition } from '../engine/record/transition.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { requireRecord, requireRight } from './access.ts'
import { checkOpenFields, type OpenFields } from './check-open-fields.ts'
import type { ComputedDraft } from './compute-record.ts'
import { withFacts } from './load-facts.ts'
import { matchesRows } from './match-rows.ts'
import { checkGrants } from './people/check-grants.ts'
import type { SavePurpose, SaveRequest } from './save-request.ts'
import type { Unit } from './unit.ts'
import { versionConflict } from './version-conflict.ts'
import { notPermitted } from '../query/not-permitted.ts'

/**
 * The record to be changed, or null for a new one.
 * Errors: `not-permitted`, `unknown-record`, `illegal-transition`, `required` (the version), `stale-version`.
 */
export function authorizeSave(unit: Unit, plan: EntityPlan, request: SaveRequest, purpose: SavePurpose): MaybePromise<StoredRecord | null> {
  return request.id === undefined ? authorizeNew(unit, plan, purpose) : authorizeStored(unit, plan, request, request.id, purpose)
}

async function authorizeStored(
  unit: Unit,
  plan: EntityPlan,
  request: SaveRequest,
  id: string,
  purpose: SavePurpose,
): Promise<StoredRecord> {
  const operation = purpose === 'save' ? 'edit' : purpose
  const record = await requireRecord(unit, plan, parseId(id, 'id'), operation)
  if (purpose === 'submit' && request.changes !== undefined) requireRight(unit, 'edit', plan)
  requireTransition(plan, record, purpose)
  await requireVersion(unit, plan, record, request.version)
  return record
}

function authorizeNew(unit: Unit, plan: EntityPlan, purpose: SavePurpose): null {
  if (purpose === 'amend') throw fail('required', { label: 'id' }, 'id')
  requireRight(unit, 'create', plan)
  if (purpose === 'submit') requireRight(unit, 'submit', plan)
  if (purpose === 'submit' && !plan.isDocument) throw illegalTransition('submit', 'active')
  return null
}

/** Errors: `illegal-transition`. */
export function requireTransition(plan: EntityPlan, record: StoredRecord, transition: Transition): string {
  const next = nextStatus(plan.entity.nature, transition, record.header.status)
  if (next === undefined) throw illegalTransition(transition, record.header.status)
  return next
}

function illegalTransition(transition: Transition, status: string): Error {
  return fail('illegal-transition', { status: statusLabels[status] ?? status, action: transitionLabels[transition] })
}

/** Errors: `required` without a version, `stale-version` with what others changed. */
export async function requireVersion(unit: Unit, plan: EntityPlan, record: StoredRecord, seen: number | undefined): Promise<void> {
  if (seen === undefined) throw fail('required', { label: { zh: '版本号', en: 'version' } }, 'version')
  if (seen !== record.header.version) throw await versionConflict(unit, plan, record, seen)
}

/**
 * What the person typed must be open to him, and the record must still be one of his rows.
 * Findings: `field-not-writable`, `grant-exceeds-own`. Errors: `not-permitted` when it would leave his rows.
 */
export function authorizeChanges(unit: Unit, computed: ComputedDraft, purpose: SavePurpose): MaybePromise<void> {
  const { draft, scopes } = computed
  const { plan } = draft
  const locked = unit.authority.fields(plan.name).readOnly
  const before = scopesBefore(unit, draft)
  const closed = withFacts(unit, () => checkWritable(draft, { before, after: scopes, facts: unit.facts, locked, open: unit.opened }))
  return andThen(closed, (findings) => {
    draft.findings.push(...findings)
    if (purpose === 'amend') draft.findings.push(...checkOpenFields(draft, amendableFields(plan)))
    draft.findings.push(...checkGrants(unit, draft))
    return requireOwnRow(unit, computed, draft.before === null ? 'create' : purpose === 'save' ? 'edit' : purpose)
  })
}

/** Made only when a condition asks for it. */
function scopesBefore(unit: Unit, draft: Draft): () => Scopes | undefined {
  let scopes: Scopes | undefined
  return () => {
    if (draft.before === null) return undefined
    return (scopes ??= buildScopes(startDraft(draft.plan, draft.before), draft.before.header, unit.facts))
  }
}

/** Nobody moves a record out of the rows that are his, or makes one there. */
export function requireOwnRow(unit: Unit, { draft, header }: ComputedDraft, operation: string): MaybePromise<void> {
  if (unit.authority.rows(draft.plan.name, operation) === 'all') return undefined
  return matchesRows(unit, finishDraft(draft, header), operation).then((isOwn) => {
    if (!isOwn) throw notPermitted(operation, draft.plan.label)
  })
}

function amendableFields(plan: EntityPlan): OpenFields {
  const open = new Set<string>()
  for (const field of plan.entity.fields) {
    if (field.amendable === true) open.add(field.name)
    for (const inner of field.fields ?? []) if (inner.amendable === true) open.add(`${field.name}.${inner.name}`)
  }
  return open
}
