import type { Draft, DraftFinding, DraftValues } from '../engine/record/draft.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { sameValue } from '../engine/record/same-value.ts'

/** Paths that may be written: `remark`, `lines.quantity`; `lines` alone opens its rows as a whole. */
export type OpenFields = ReadonlySet<string>

/** Findings `field-not-writable` for every change, typed or computed, outside the open fields. */
export function checkOpenFields(draft: Draft, open: OpenFields): DraftFinding[] {
  const findings: DraftFinding[] = []
  checkValues(draft.plan.header, '', draft.header, open, findings)
  for (const group of draft.plan.lines) {
    const lines = draft.lines[group.lines!]!
    const whole = open.has(group.lines!)
    const isRearranged =
      draft.removed[group.lines!]!.length > 0 ||
      lines.some((line, index) => line.stored === null || (index > 0 && line.position <= lines[index - 1]!.position))
    if (isRearranged && !whole) findings.push({ code: 'field-not-writable', parameters: { field: group.label }, group })
    if (!whole) for (const line of lines) if (line.before !== null) checkValues(group, `${group.lines}.`, line, open, findings, line)
  }
  return findings
}

/** Formulas follow what they read; what a person may not touch may not be changed by him indirectly either, unless it is a formula. */
function checkValues(
  group: GroupPlan,
  prefix: string,
  target: DraftValues,
  open: OpenFields,
  findings: DraftFinding[],
  line?: DraftFinding['line'],
): void {
  for (const field of group.fields) {
    if (field.live || field.formula !== undefined || open.has(prefix + field.name)) continue
    if (sameValue(target.values[field.name], target.before?.[field.name])) continue
    findings.push({ code: 'field-not-writable', parameters: { field: field.label }, group, field, line })
  }
}
