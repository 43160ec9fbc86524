import { AppError, isAppError } from '@formwork/platform/error/index.ts'
import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import type { RecordEvent } from '../engine/record/event.ts'
import type { PostingPlan } from '../engine/ledger/posting.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { ledgerRulesOf } from './ledger/ledger-rules.ts'
import { sayingMore } from './ledger/name-row.ts'
import { postRecord } from './ledger/post-record.ts'
import { reverseRecord } from './ledger/reverse-record.ts'
import type { SettleStep, Unit } from './unit.ts'

const posts: Partial<Record<RecordEvent['type'], PostingDefinition['on']>> = {
  'record.submitted': 'submitted',
  'record.posted': 'posted',
  'record.closed': 'closed',
}

/** What is undone takes back what was written at these moments. */
const reverses: Partial<Record<RecordEvent['type'], readonly PostingDefinition['on'][]>> = {
  'record.returned': ['submitted'],
  'record.reopened': ['closed'],
  'record.unposted': ['submitted', 'posted', 'closed'],
  'record.voided': ['submitted', 'posted', 'closed'],
}

/** Posting rules react to what happened to a record; entries of what was undone are mirrored. */
export const postLedgers: SettleStep = (unit, event) => {
  const type = event.type as RecordEvent['type']
  const moment = posts[type]
  if (moment !== undefined) return postAll(unit, event as RecordEvent, moment)
  const undone = reverses[type]
  return undone === undefined ? undefined : reverseAll(unit, event as RecordEvent, undone)
}

function postAll(unit: Unit, { entity, record }: RecordEvent, moment: PostingDefinition['on']): Promise<void> | undefined {
  const postings = ledgerRulesOf(unit.store).postingsOf(entity, moment)
  return postings.length === 0 ? undefined : postEach(unit, postings, record)
}

async function postEach(unit: Unit, postings: readonly PostingPlan[], record: StoredRecord): Promise<void> {
  for (const posting of postings) {
    try {
      await postRecord(unit, posting, record)
    } catch (error) {
      throw isAppError(error) ? naming(posting.definition.name, error) : error
    }
  }
}

/** What refuses does not know for which rule it was asked. */
function naming(rule: string, error: AppError): AppError {
  const { code, path, parameters } = error
  if (code === 'amount-overflow') {
    const reason = { zh: error.describe('zh'), en: error.describe('en') }
    return new AppError('posting-refused', { parameters: { rule, reason }, path, cause: error })
  }
  // Outputs of which none weighs anything are known by entry only.
  const isUnnamed = code === 'zero-basis' && /^\d+$/.test(String(parameters.rule))
  return isUnnamed
    ? new AppError(code, { parameters: { ...parameters, rule }, path, cause: error })
    : (sayingMore(error, { rule }) as AppError)
}

async function reverseAll(unit: Unit, { entity, record }: RecordEvent, undone: readonly PostingDefinition['on'][]): Promise<void> {
  const rules = ledgerRulesOf(unit.store)
  if (!rules.posts(entity)) return
  // A rule that is gone from the model cannot say when it wrote: what it wrote is taken back with the rest.
  const kept = new Set(
    rules
      .momentsExcept(undone)
      .flatMap((on) => rules.postingsOf(entity, on))
      .map(({ definition }) => definition.name),
  )
  await reverseRecord(unit, record.header.id, (posting) => !kept.has(posting))
}
