import type { RecordException, StoredRecord } from '../../engine/record/stored-record.ts'
import type { MaybePromise } from '../../store/database.ts'
import { replaceExceptions } from '../../store/records/exceptions.ts'
import type { SavedRecord } from '../saved-record.ts'
import type { WritePurpose } from '../save-request.ts'
import type { Unit } from '../unit.ts'
import { reasonFor } from './reason-for.ts'

/** What the rules let pass when a record is submitted, amended or changed by an approval is kept with it, in place of what was. */
export function keepRuleExceptions(unit: Unit, { record, draft }: SavedRecord, purpose: WritePurpose): MaybePromise<void> {
  if (purpose === 'save') return undefined
  const known = record.exceptions ?? []
  if (draft.exceptions.length === 0 && known.length === 0) return undefined
  const found = draft.exceptions.map(({ name, mode, size, message, line }): RecordException => {
    const before = known.find((each) => each.name === name && each.line === (line?.id ?? 0))
    const reason = reasonFor(unit, name) ?? (purpose === 'node' ? (before?.reason ?? null) : null)
    return { name, mode, size, message, line: line?.id ?? 0, reason, person: unit.actor.person }
  })
  // What assertions found is judged again at a submit, and stays while an approval runs.
  const rules = new Set(draft.plan.rules.map(({ definition }) => definition.name))
  const kept = purpose === 'submit' ? [] : known.filter(({ name }) => !rules.has(name))
  return keepExceptions(unit, record, [...kept, ...found])
}

/** Keeps exceptions with their record, and says in the audit which are new. */
export async function keepExceptions(unit: Unit, record: StoredRecord, exceptions: readonly RecordException[]): Promise<void> {
  const before = record.exceptions ?? []
  if (!unit.dryRun) await replaceExceptions(unit.transaction, record.header.id, exceptions)
  record.exceptions = exceptions
  for (const { name, mode, size, line, reason } of exceptions) {
    if (before.some((each) => each.name === name && each.line === line && each.size.compare(size) === 0)) continue
    const values = { name, mode, size: size.toString(), ...(reason === null ? {} : { reason }) }
    unit.audit({ action: 'exception', entity: record.entity, record: record.header.id, values })
  }
}
