import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { findPersonCredential, normalizeLogin, putCredential, removeCredential } from '../../store/sessions/credentials.ts'
import { removePersonSessions } from '../../store/sessions/sessions.ts'
import type { RecordEvent } from '../../engine/record/event.ts'
import type { SettleStep, Unit } from '../unit.ts'

/** Keeps logins and sessions in step with the people they belong to. */
export const followPeople: SettleStep = (unit, event) =>
  'record' in event && event.entity === 'person' ? followPerson(unit, event) : undefined

async function followPerson(unit: Unit, event: RecordEvent): Promise<void> {
  const { record } = event
  if (isGone(record)) await removePersonSessions(unit.transaction, record.header.id)
  if (event.type === 'record.saved') await followLogin(unit, record, event.before)
}

function isGone({ header, values }: StoredRecord): boolean {
  return header.deletedAt !== null || header.status === 'disabled' || values.disabled === true
}

/** The login of a credential is the one of the person. */
async function followLogin(unit: Unit, record: StoredRecord, before: StoredRecord | undefined): Promise<void> {
  if (before === undefined || before.values.login === record.values.login) return
  const credential = await findPersonCredential(unit.transaction, record.header.id)
  if (credential === undefined) return
  const { login } = record.values
  if (typeof login !== 'string') await removeCredential(unit.transaction, record.header.id)
  else if (normalizeLogin(login) !== credential.login) await putCredential(unit.transaction, { ...credential, login }, unit.now)
}
