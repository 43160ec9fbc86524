import { LazyContext, type FeelValue } from '@formwork/platform/expression/value.ts'
import { ASKING_NAMES, choiceScope, type Asking } from '../engine/record/choice-scope.ts'
import type { Draft, DraftLine, DraftValues } from '../engine/record/draft.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import { holds, type Formula } from '../engine/record/formula.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { readSystem } from '../engine/record/record-context.ts'
import { sameValue } from '../engine/record/same-value.ts'
import { andThen, forEachInTurn } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import type { ComputedDraft } from './compute-record.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/**
 * What is referred to passes the filter of its field, as it stands with the values that were computed: where the reference
 * changed, and where something changed that the filter reads of the record or the row. Findings: `not-selectable`.
 */
export function checkReferenceFilters(unit: Unit, computed: ComputedDraft): MaybePromise<void> {
  const { draft } = computed
  return andThen(checkRow(unit, computed, draft.plan.header, draft.header, undefined), () =>
    forEachInTurn(draft.plan.lines, (group) =>
      group.references.some(({ filter }) => filter !== undefined)
        ? forEachInTurn(draft.lines[group.lines!]!, (line) => checkRow(unit, computed, group, line, line))
        : undefined,
    ),
  )
}

function checkRow(
  unit: Unit,
  computed: ComputedDraft,
  group: GroupPlan,
  target: DraftValues,
  line: DraftLine | undefined,
): MaybePromise<void> {
  return forEachInTurn(group.references, (field) => {
    const value = target.values[field.name]
    if (field.filter === undefined || value === null || !isTouched(computed.draft, field, field.filter, target)) return undefined
    if (computed.draft.findings.some((finding) => finding.field === field && finding.line === line)) return undefined
    const ids = Array.isArray(value) ? (value as number[]) : [value as number]
    const asking = askingOf(unit, computed, line)
    const passes = withFacts(unit, () =>
      ids.every((id) => holds(field.filter, choiceScope(unit.facts, field.target!, id, asking), unit.facts)),
    )
    return andThen(passes, (isFine) => {
      if (!isFine) {
        computed.draft.findings.push({ code: 'not-selectable', parameters: { label: field.label }, group, field, line })
      }
    })
  })
}

/** What was there before stays there, as long as nothing that decides about it is changed. */
function isTouched(draft: Draft, field: FieldPlan, filter: Formula, target: DraftValues): boolean {
  if (target.before === null || !sameValue(target.values[field.name], target.before[field.name])) return true
  return filter.paths.some(([root, name]) => {
    if (name === undefined || !ASKING_NAMES.some((each) => each === root)) return false
    const read = root === 'line' ? target : draft.header
    return !sameValue(read.values[name] ?? null, read.before?.[name] ?? null)
  })
}

function askingOf(unit: Unit, { scopes, header }: ComputedDraft, line: DraftLine | undefined): Asking {
  const record = new LazyContext(
    (name): FeelValue | undefined => (name in scopes.header ? scopes.header[name] : readSystem(unit.facts, header, name)),
    () => Object.keys(scopes.header),
  )
  return { record, line: line === undefined ? null : (scopes.lines.get(line) ?? null) }
}
