import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import type { RecordEvent } from '../engine/record/event.ts'
import { ledgerRulesOf } from './ledger/ledger-rules.ts'
import { postRecord } from './ledger/post-record.ts'
import type { SettleStep } from './unit.ts'

const moments: Partial<Record<RecordEvent['type'], PostingDefinition['on']>> = { 'record.submitted': 'submitted', 'record.posted': 'posted' }

/** Posting rules react to what happened to a record; entries of what was undone are mirrored. */
export const postLedgers: SettleStep = async (unit, event) => {
  const moment = moments[event.type as RecordEvent['type']]
  if (moment === undefined) return
  const { entity, record } = event as RecordEvent
  for (const posting of ledgerRulesOf(unit.store).postingsOf(entity, moment)) await postRecord(unit, posting, record)
}
