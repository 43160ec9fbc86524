import { checkUndo } from '../engine/record/check-draft.ts'
import { startDraft, type DraftFinding } from '../engine/record/draft.ts'
import type { EntityPlan } from '../engine/record/entity-plan.ts'
import { buildScopes } from '../engine/record/scope.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { requirePastDays } from './check-past-days.ts'
import { requireNothingDownstream } from './downstream.ts'
import { tellDetail } from './exceptions/tell-detail.ts'
import { lockJudgedBalances } from './judged/lock-judged-balances.ts'
import { withFacts } from './load-facts.ts'
import { refuseFindings } from './refuse-findings.ts'
import type { Unit } from './unit.ts'

/**
 * Whether a posted record may be taken back: no living record was made from it, its day is not further back than the roles
 * let this person enter documents, and the rules with `on: undo` hold.
 * Errors: `has-downstream`, `taken-back-too-late`, `rule-refused`, `formula-error`.
 */
export async function requireMayUndo(unit: Unit, plan: EntityPlan, record: StoredRecord): Promise<void> {
  await requireNothingDownstream(unit, record)
  await requirePastDays(unit, plan, record)
  await requireUndoRules(unit, plan, record)
}

/** Errors: `rule-refused`, `formula-error`. */
export async function requireUndoRules(unit: Unit, plan: EntityPlan, record: StoredRecord): Promise<void> {
  if (!plan.rules.some(({ asked }) => asked === 'undo')) return
  const draft = startDraft(plan, record)
  const scopes = buildScopes(draft, record.header, unit.facts)
  const findings = await judgeUndo(unit, () => checkUndo(draft, scopes, unit.facts))
  draft.findings.push(...findings.map((finding) => tellDetail(unit, plan.name, finding)))
  refuseFindings(draft)
}

/**
 * Where commands run side by side, the figures that forbid it (a statement that stands on the record) are locked and read again:
 * whoever submits something that judges by the same figures waits, or is waited for.
 */
async function judgeUndo(unit: Unit, check: () => DraftFinding[]): Promise<DraftFinding[]> {
  if (unit.dryRun || unit.store.ledgers.dialect === 'sqlite') return withFacts(unit, check)
  const { findings, balances } = await withFacts(unit, () => {
    unit.facts.beginTrace()
    const judged = check()
    return { findings: judged, balances: unit.facts.takeTrace().balances }
  })
  await lockJudgedBalances(unit, balances)
  return findings
}
