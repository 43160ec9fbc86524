import { fail } from '@formwork/platform/error/index.ts'
import { checkWritable } from '../engine/record/check-writable.ts'
import { startDraft } from '../engine/record/draft.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { mergeChanges, type Changes } from '../engine/record/merge-changes.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { checkOpenFields, type OpenFields } from './check-open-fields.ts'
import { checkRecord } from './check-record.ts'
import { checkReferences } from './check-references.ts'
import { computeRecord } from './compute-record.ts'
import { keepRuleExceptions } from './exceptions/keep-exceptions.ts'
import { withFacts } from './load-facts.ts'
import { refuseFindings } from './refuse-findings.ts'
import { storeDraft } from './store-draft.ts'
import type { Unit } from './unit.ts'

export interface NodeChanges {
  readonly entity: string
  readonly id: number
  readonly changes: Changes
  /** What the node opens: `remark`, `lines.quantity`, `lines`. */
  readonly open: OpenFields
  /** Fields that the node shows although the holder's role hides them. */
  readonly reveal?: OpenFields
}

/**
 * Writes what the holder of an open seat typed: exactly the fields that the node opens, whatever his role may edit;
 * what his role hides stays closed unless the node reveals it. For the process engine.
 * Errors: `unknown-record`, `illegal-transition`, `field-not-writable`, and those of values and rules.
 */
export async function writeNodeChanges(unit: Unit, { entity, id, changes, open, reveal = new Set() }: NodeChanges): Promise<StoredRecord> {
  const plan = planOf(unit.model, unit.registry, entity)
  const before = await unit.load(entity, id)
  if (before === undefined || before.header.deletedAt !== null) throw fail('unknown-record', { entity: plan.label, id })
  const draft = startDraft(plan, before)
  mergeChanges(draft, changes)
  draft.findings.push(...checkOpenFields(draft, open))
  await checkReferences(unit, draft)
  refuseFindings(draft)
  const computed = await computeRecord(unit, draft, 'node')
  await checkRecord(unit, computed, 'node')
  const locked = new Set([...unit.authority.fields(entity).hidden].filter((path) => !reveal.has(path)))
  const question = { before: () => undefined, after: computed.scopes, facts: unit.facts, locked, open }
  draft.findings.push(...(await withFacts(unit, () => checkWritable(draft, question))))
  refuseFindings(draft)
  const saved = await storeDraft(unit, computed, 'node')
  await keepRuleExceptions(unit, saved, 'node')
  return saved.record
}

/** Writes values that a process itself sets (JSON form), without anybody's rights; for service tasks. Errors: those of values. */
export async function writeProcessValues(
  unit: Unit,
  entity: string,
  id: number,
  values: Readonly<Record<string, unknown>>,
): Promise<StoredRecord> {
  const plan = planOf(unit.model, unit.registry, entity)
  const before = await unit.load(entity, id)
  if (before === undefined) throw fail('unknown-record', { entity: plan.label, id })
  const draft = startDraft(plan, before)
  mergeChanges(draft, { values })
  refuseFindings(draft)
  const computed = await computeRecord(unit, draft, 'node')
  await checkRecord(unit, computed, 'node')
  refuseFindings(draft)
  const saved = await storeDraft(unit, computed, 'node')
  await keepRuleExceptions(unit, saved, 'node')
  return saved.record
}
