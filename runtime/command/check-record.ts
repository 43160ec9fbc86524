import type { ErrorParameters } from '@formwork/platform/error/index.ts'
import { checkDraft, type CheckOptions, type DraftJudgement } from '../engine/record/check-draft.ts'
import { changedNames } from '../engine/record/compute.ts'
import type { Draft, DraftFinding } from '../engine/record/draft.ts'
import type { UniquePlan } from '../engine/record/entity-plan.ts'
import { evaluateFormula } from '../engine/record/formula.ts'
import { sameValue } from '../engine/record/same-value.ts'
import { andThen, forEachInTurn } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { checkChoices } from './check-choices.ts'
import { checkOpenQuantities } from './check-open-quantities.ts'
import { checkReferenceFilters } from './check-reference-filters.ts'
import { checkPastDays } from './check-past-days.ts'
import type { ComputedDraft } from './compute-record.ts'
import { isRefused } from './exceptions/is-refused.ts'
import { tellDetail } from './exceptions/tell-detail.ts'
import { judgedFormulas } from './judged/judged-formulas.ts'
import { lockJudgedBalances } from './judged/lock-judged-balances.ts'
import { withFacts } from './load-facts.ts'
import type { WritePurpose } from './save-request.ts'
import type { Unit } from './unit.ts'

/**
 * What the definition and the other records demand. Findings: `required`, `too-many-items`, `rule-refused`,
 * `formula-error`, `not-unique`, `not-selectable`, `not-an-option`, `over-open-quantity`, `too-far-back`.
 */
export function checkRecord(unit: Unit, computed: ComputedDraft, purpose: WritePurpose): MaybePromise<void> {
  const { draft } = computed
  const options = { submitting: purpose !== 'save', changed: purpose === 'amend' ? changedNames(draft) : undefined }
  return andThen(judge(unit, computed, options), ({ findings, exceptions }) => {
    const told = <Finding extends DraftFinding>(finding: Finding): Finding => tellDetail(unit, draft.plan.name, finding)
    draft.findings.push(...findings.map(told))
    draft.exceptions.push(...exceptions)
    draft.findings.push(...exceptions.filter((exception) => isRefused(unit, exception, draft.plan.name, purpose)).map(told))
    return andThen(
      forEachInTurn(draft.plan.uniques, (unique) => checkUnique(unit, draft, unique)),
      () =>
        andThen(checkReferenceFilters(unit, computed), () =>
          andThen(checkChoices(unit, computed), () =>
            andThen(checkOpenQuantities(unit, draft, purpose), () => checkPastDays(unit, computed, purpose)),
          ),
        ),
    )
  })
}

/** Where commands run side by side, the balances that decide about what is being submitted are locked, and are still what they were. */
function judge(unit: Unit, { draft, scopes }: ComputedDraft, options: CheckOptions): MaybePromise<DraftJudgement> {
  const check = (): DraftJudgement => checkDraft(draft, scopes, unit.facts, options)
  if (!options.submitting || unit.dryRun || unit.store.ledgers.dialect === 'sqlite') return withFacts(unit, check)
  const traced = withFacts(unit, () => {
    unit.facts.beginTrace()
    for (const { lines, formula } of judgedFormulas(unit.model, draft.plan)) {
      const rows = lines === null ? [scopes.header] : draft.lines[lines]!.map((line) => scopes.lines.get(line)!)
      for (const row of rows) evaluateFormula(formula, row, unit.facts)
    }
    const judgement = check()
    return { judgement, balances: unit.facts.takeTrace().balances }
  })
  return andThen(traced, ({ judgement, balances }) => andThen(lockJudgedBalances(unit, balances), () => judgement))
}

/** Only what changed can newly collide; an empty part collides with nothing. */
async function checkUnique(unit: Unit, draft: Draft, unique: UniquePlan): Promise<void> {
  const { values, before } = draft.header
  const names = unique.fields.map((field) => field.name)
  if (names.some((name) => values[name] === null)) return
  if (before !== null && names.every((name) => sameValue(values[name], before[name]))) return
  const parts = names.map((name) => values[name])
  const other = await unit.store.records.findDuplicate(unit.transaction, draft.plan.name, names, parts, draft.before?.header.id ?? 0)
  if (other === undefined) return
  const [field] = unique.fields
  const parameters = describe(unit, unique, values)
  const code = unique.message === undefined ? 'not-unique' : 'rule-refused'
  draft.findings.push({
    code,
    parameters: unique.message === undefined ? parameters : { message: unique.message },
    group: draft.plan.header,
    field,
  })
}

function describe(unit: Unit, unique: UniquePlan, values: Readonly<Record<string, unknown>>): ErrorParameters {
  const label = (language: 'zh' | 'en'): string =>
    unique.fields.map((field) => (typeof field.label === 'string' ? field.label : (field.label[language] ?? field.name))).join(' + ')
  const value = unique.fields.map((field) => field.type.format(values[field.name], field.definition, unit.command.language)).join(' + ')
  return { label: { zh: label('zh'), en: label('en') }, value }
}
