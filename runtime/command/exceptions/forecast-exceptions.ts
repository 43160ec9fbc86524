import { isAppError } from '@formwork/platform/error/index.ts'
import type { PostingPlan } from '../../engine/ledger/posting.ts'
import type { RecordEvent } from '../../engine/record/event.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { checkAssertions } from '../ledger/check-assertions.ts'
import { ledgerRulesOf } from '../ledger/ledger-rules.ts'
import { draftPosting } from '../ledger/post-record.ts'
import { estimateRows } from './estimate-rows.ts'
import type { SettleStep, Unit } from '../unit.ts'

/**
 * A record that an approval will post is judged when it is submitted: what would warn wants its reason now, what has to be
 * approved becomes an exception that the conditions of the process can read. Errors: `assertion-warned`.
 */
export const forecastExceptions: SettleStep = (unit, event) => {
  if (event.type !== 'record.submitted') return undefined
  const { entity, record } = event as RecordEvent
  if (record.header.status !== 'submitted') return undefined
  const lenient = ledgerRulesOf(unit.store).lenientPostingsOf(entity)
  return lenient.length === 0 ? undefined : forecastAll(unit, lenient, unit.known(record.header.id) ?? record)
}

async function forecastAll(unit: Unit, postings: readonly PostingPlan[], record: StoredRecord): Promise<void> {
  for (const posting of postings) await forecast(unit, posting, record)
}

/** What refuses for other reasons refuses when it is posted: by then it may hold. */
async function forecast(unit: Unit, posting: PostingPlan, record: StoredRecord): Promise<void> {
  const drafted = await draftPosting(unit, posting, record).catch((error: unknown) => {
    if (isAppError(error)) return undefined
    throw error
  })
  if (drafted === undefined) return
  const entries = await estimateRows(unit, drafted)
  await checkAssertions(unit, entries, { record, movements: drafted.movements, isForecast: true })
}
