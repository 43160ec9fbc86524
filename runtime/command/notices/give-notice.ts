import { insertNotices, type NewNotice } from '../../store/services/notices.ts'
import { listWebhooks } from '../../store/services/webhooks.ts'
import type { Unit } from '../unit.ts'

/** A notice for each of these people who is there, in this transaction; channels that follow its kind get a job. */
export async function giveNotice(unit: Unit, people: Iterable<number>, notice: NewNotice): Promise<void> {
  const present = [...new Set(people)].filter((id) => unit.organisation.people.get(id)?.disabled === false)
  if (present.length === 0) return
  const ids = await insertNotices(unit.transaction, present, notice, unit.now)
  const channels = (await listWebhooks(unit.transaction)).filter(
    ({ disabled, follows }) => !disabled && (follows.kinds.includes('*') || follows.kinds.includes(notice.kind)),
  )
  for (const { name } of channels) unit.enqueue({ kind: 'deliver-notices', payload: { channel: name, notices: ids } })
}
