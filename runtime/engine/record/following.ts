import { startDraft, type Draft, type DraftLine, type DraftValues } from './draft.ts'
import type { FactBook } from './facts.ts'
import { isCompiled } from './field-plan.ts'
import { evaluateFormula } from './formula.ts'
import { sameValue } from './same-value.ts'
import { buildScopes, type PlainScope } from './scope.ts'
import { stepKey, type Step } from './step-order.ts'
import type { RecordHeader } from './stored-record.ts'
import { toInside } from './to-inside.ts'

/** Whether the default of this field goes on following in this row (`undefined`: the header). */
export type Following = (step: Step, line: DraftLine | undefined) => boolean

const nothing: Following = () => false

/**
 * Fields with `defaultFollows` of a stored draft whose value is what their default gives of everything as it is stored: nobody
 * wrote another one, so they follow. Asks for facts as formulas do.
 */
export function followingDefaults(draft: Draft, header: RecordHeader, facts: FactBook): Following {
  const steps = draft.plan.steps.filter(({ field }) => field.definition.defaultFollows === true && isCompiled(field.default))
  if (draft.before === null || header.status !== 'draft' || steps.length === 0) return nothing
  const stored = startDraft(draft.plan, draft.before)
  const scopes = buildScopes(stored, header, facts)
  const following = new Set<string>()
  for (const step of steps) {
    const { lines } = step.group
    if (lines === null) {
      if (isDefault(step, stored.header, scopes.header, facts)) following.add(placeOf(step, undefined))
    } else {
      for (const line of stored.lines[lines]!) {
        if (isDefault(step, line, scopes.lines.get(line)!, facts)) following.add(placeOf(step, line))
      }
    }
  }
  return (step, line) => following.has(placeOf(step, line))
}

function placeOf({ group, field }: Step, line: DraftLine | undefined): string {
  return `${stepKey(group.lines, field.name)}/${line?.id ?? ''}`
}

function isDefault({ field }: Step, target: DraftValues, scope: PlainScope, facts: FactBook): boolean {
  if (!isCompiled(field.default)) return false
  const { value, diagnostics } = evaluateFormula(field.default, scope, facts)
  const inside = value === null ? null : toInside(field, value)
  return diagnostics.length === 0 && inside !== undefined && sameValue(inside, target.values[field.name] ?? null)
}
