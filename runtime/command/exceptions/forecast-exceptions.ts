import { isAppError } from '@formwork/platform/error/index.ts'
import { collectRows, rowsOf } from '../../engine/ledger/book.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import type { PostingPlan } from '../../engine/ledger/posting.ts'
import type { RecordEvent } from '../../engine/record/event.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { checkAssertions } from '../ledger/check-assertions.ts'
import { ledgerRulesOf } from '../ledger/ledger-rules.ts'
import { draftPosting } from '../ledger/post-record.ts'
import type { SettleStep, Unit } from '../unit.ts'

/** Ids of rows that are never written: after everything that is. */
const FIRST_FORECAST_ID = 2 ** 52

/**
 * A record that an approval will post is judged when it is submitted: what would warn wants its reason now, what has to be
 * approved becomes an exception that the conditions of the process can read. Errors: `assertion-warned`.
 */
export const forecastExceptions: SettleStep = (unit, event) => {
  if (event.type !== 'record.submitted') return undefined
  const { entity, record } = event as RecordEvent
  if (record.header.status !== 'submitted') return undefined
  const lenient = ledgerRulesOf(unit.store).postingsOf(entity, 'posted').filter(mayLetPass)
  return lenient.length === 0 ? undefined : forecastAll(unit, lenient, unit.known(record.header.id) ?? record)
}

function mayLetPass({ entries }: PostingPlan): boolean {
  return entries.some(({ ledger }) => ledger.assertions.some(({ mode }) => mode !== 'refuse'))
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
  const { at, movements } = drafted
  const entries: LedgerRows[] = []
  let id = FIRST_FORECAST_ID
  for (const movement of movements) {
    const rows = rowsOf({ movement, from: 0, to: 0, source: 0 }, id, at, undefined)
    collectRows(entries, movement.plan.ledger, rows)
    id += rows.length
  }
  await checkAssertions(unit, entries, { record, movements, isForecast: true })
}
