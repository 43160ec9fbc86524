import { assert, fail } from '@formwork/platform/error/index.ts'
import { decode } from '../../engine/process/codec.ts'
import { startDraft } from '../../engine/record/draft.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { restoreValues, type RestoreConflict } from '../../engine/record/restore-values.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { readRecordAudit } from '../../store/audit/read-audit.ts'
import { readOutdatedRecord } from '../../store/process/steps.ts'
import { checkRecord } from '../check-record.ts'
import { checkReferences } from '../check-references.ts'
import { computeRecord } from '../compute-record.ts'
import { keepRuleExceptions } from '../exceptions/keep-exceptions.ts'
import { refuseFindings } from '../refuse-findings.ts'
import { storeDraft } from '../store-draft.ts'
import type { Unit } from '../unit.ts'

/** Audit lines looked through for whoever changed a value since. */
const MOST_LINES = 500

/** Versions of a record before and after a decision that changed its fields. */
export interface WrittenVersions {
  readonly before: number
  readonly after: number
}

/**
 * Puts the fields back that a decision had changed, from the values that its step kept, as long as nobody has changed
 * them since. Errors: `process-take-back-refused` with the person and the field; those of values and rules.
 */
export async function restoreFields(unit: Unit, entity: string, id: number, versions: WrittenVersions): Promise<void> {
  const current = await unit.load(entity, id)
  if (current === undefined || current.header.deletedAt !== null) throw fail('unknown-record', { entity, id })
  const before = await recordAt(unit, current, versions.before)
  const after = await recordAt(unit, current, versions.after)
  const draft = startDraft(planOf(unit.model, unit.registry, entity), current)
  const conflict = restoreValues(draft, before, after)
  if (conflict !== undefined) throw await refusal(unit, id, versions.after, conflict)
  await checkReferences(unit, draft)
  refuseFindings(draft)
  const computed = await computeRecord(unit, draft, 'node')
  await checkRecord(unit, computed, 'node')
  refuseFindings(draft)
  await keepRuleExceptions(unit, await storeDraft(unit, computed, 'node'), 'node')
}

/** Values at a version: kept when they were changed, else those of today. */
async function recordAt(unit: Unit, current: StoredRecord, version: number): Promise<StoredRecord> {
  const kept = await readOutdatedRecord(unit.transaction, current.header.id, version)
  assert(kept !== undefined || version <= current.header.version, 'A version that was written is neither kept nor today’s')
  return kept === undefined ? current : (decode(kept) as StoredRecord)
}

async function refusal(unit: Unit, id: number, version: number, conflict: RestoreConflict): Promise<Error> {
  const { path, group, field } = conflict
  const since = (await readRecordAudit(unit.transaction, id, 0, MOST_LINES)).filter((line) => {
    const values = line.values === null ? {} : (JSON.parse(line.values) as Record<string, unknown>)
    return Number(values.version ?? 0) > version && Object.keys(values).some((name) => name.startsWith(path))
  })
  const person = since.at(-1)?.person ?? null
  const name = person === null ? null : (unit.organisation.people.get(person)?.name ?? `#${person}`)
  const label = field?.label ?? group.label
  const say = (language: 'zh' | 'en'): string => (typeof label === 'string' ? label : (label[language] ?? label.zh ?? label.en ?? path))
  return fail('process-take-back-refused', {
    reason: {
      zh: `${name ?? '系统'}之后又改动了“${say('zh')}”`,
      en: `${name ?? 'the system'} has changed “${say('en')}” since`,
    },
  })
}
