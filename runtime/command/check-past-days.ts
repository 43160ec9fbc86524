import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { PostingPlan } from '../engine/ledger/posting.ts'
import { dateOfMinute, minuteOf } from '../engine/ledger/business-minute.ts'
import { startDraft, type Draft } from '../engine/record/draft.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import { compileFormula, evaluateFormula, isFormula } from '../engine/record/formula.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { MaybePromise } from '../store/database.ts'
import { andThen } from '../store/and-then.ts'
import type { ComputedDraft } from './compute-record.ts'
import { ledgerRulesOf } from './ledger/ledger-rules.ts'
import { withFacts } from './load-facts.ts'
import { refuseFindings } from './refuse-findings.ts'
import type { WritePurpose } from './save-request.ts'
import type { Unit } from './unit.ts'

/** `=record.date`: the field whose day a posting counts at. */
const PLAIN_FIELD = /^=\s*record\.(\w+)\s*$/

/**
 * What somebody submits may write into ledgers of the past only as far back as his roles let him (`pastDays`). Judged when it is
 * submitted, so that an approval that takes a week refuses nothing; what is posted before the first close only (openings) is
 * not meant. Findings: `too-far-back` at the field of the day.
 */
export function checkPastDays(unit: Unit, computed: ComputedDraft, purpose: WritePurpose): MaybePromise<void> {
  return purpose === 'submit' ? checkDays(unit, computed.draft, 'too-far-back') : undefined
}

/** Taking back (unpost, void, revise) reaches as far back as entering does. Errors: `taken-back-too-late`, `formula-error`. */
export async function requirePastDays(unit: Unit, plan: EntityPlan, record: StoredRecord): Promise<void> {
  const draft = startDraft(plan, record)
  await checkDays(unit, draft, 'taken-back-too-late')
  refuseFindings(draft)
}

type Refusal = 'too-far-back' | 'taken-back-too-late'

function checkDays(unit: Unit, draft: Draft, code: Refusal): MaybePromise<void> {
  const { pastDays } = unit.authority
  if (pastDays === undefined) return undefined
  const postings = postingsByDay(unit, draft.plan.name)
  if (postings.length === 0) return undefined
  return andThen(mostDays(unit, pastDays), (days) => {
    if (days === undefined) return
    for (const { definition } of postings) refuseEarlier(unit, draft, definition, { code, days })
  })
}

/** Each day once: an order's rules mostly count at the same field. */
function postingsByDay(unit: Unit, entity: string): PostingPlan[] {
  const rules = ledgerRulesOf(unit.store)
  const known = new Map<string, PostingPlan>()
  for (const plan of [...rules.postingsOf(entity, 'submitted'), ...rules.postingsOf(entity, 'posted')]) {
    const { at, closed } = plan.definition
    if (closed !== 'before-first-close' && PLAIN_FIELD.test(at) && !known.has(at)) known.set(at, plan)
  }
  return [...known.values()]
}

/** The most generous of the roles; undefined where one of them sets no limit. Errors: `formula-error`. */
function mostDays(unit: Unit, pastDays: readonly (number | string)[]): MaybePromise<number | undefined> {
  return withFacts(unit, () => {
    const days = pastDays.map((each) => (isFormula(each) ? daysOf(unit, each) : Number(each)))
    return days.includes(undefined) ? undefined : Math.max(...(days as number[]))
  })
}

function daysOf(unit: Unit, text: string): number | undefined {
  const { value, diagnostics } = evaluateFormula(compileFormula(text, text, unit.registry), { user: unit.facts.user }, unit.facts)
  if (diagnostics.length > 0) throw fail('formula-error', { name: text, reason: diagnostics[0]!.message })
  return value instanceof Decimal ? value.toNumber() : undefined
}

function refuseEarlier(unit: Unit, draft: Draft, { at }: PostingPlan['definition'], { code, days }: { code: Refusal; days: number }): void {
  const name = PLAIN_FIELD.exec(at)![1]!
  const field = draft.plan.header.fields.find((each) => each.name === name)
  const day = dayOf(unit, draft.header.values[name])
  const earliest = unit.today.addDays(-days)
  if (field === undefined || day === undefined || day.epochDay >= earliest.epochDay) return
  const parameters = { field: field.label, day: day.toString(), earliest: earliest.toString(), days: String(days) }
  draft.findings.push({ code, parameters, group: draft.plan.header, field })
}

function dayOf(unit: Unit, value: unknown): CalendarDate | undefined {
  if (value instanceof DateTime) return dateOfMinute(minuteOf(value, unit.store.timeZone))
  return value instanceof CalendarDate ? value : undefined
}
