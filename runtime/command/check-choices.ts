import type { Draft, DraftLine, DraftValues } from '../engine/record/draft.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import { compileFormula, evaluateFormula, type Formula } from '../engine/record/formula.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { sameValue } from '../engine/record/same-value.ts'
import { andThen, forEachInTurn } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import type { ComputedDraft } from './compute-record.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/** The look-up of a field with `choices`, asked with the fields of the row. */
interface Choices {
  readonly formula: Formula
  /** Fields of the row that it is asked with. */
  readonly reads: readonly string[]
}

const known = new WeakMap<FieldPlan, Choices>()

/**
 * What is chosen is among what the look-up of its field finds, as the row stands now: where the choice changed, or what the
 * look-up is asked with. Findings: `not-an-option`.
 */
export function checkChoices(unit: Unit, computed: ComputedDraft): MaybePromise<void> {
  const { draft } = computed
  return andThen(checkRow(unit, computed, draft.plan.header, draft.header, undefined), () =>
    forEachInTurn(draft.plan.lines, (group) =>
      group.fields.some(isChosen)
        ? forEachInTurn(draft.lines[group.lines!]!, (line) => checkRow(unit, computed, group, line, line))
        : undefined,
    ),
  )
}

const isChosen = (field: FieldPlan): boolean => field.definition.choices !== undefined

function checkRow(
  unit: Unit,
  { draft, scopes }: ComputedDraft,
  group: GroupPlan,
  target: DraftValues,
  line: DraftLine | undefined,
): MaybePromise<void> {
  return forEachInTurn(group.fields.filter(isChosen), (field) => {
    const value = target.values[field.name] ?? null
    if (value === null) return undefined
    const { formula, reads } = choicesOf(unit, draft, group, field)
    const isAsBefore = (name: string): boolean => target.before !== null && sameValue(target.values[name], target.before[name])
    if ([field.name, ...reads].every(isAsBefore)) return undefined
    const scope = line === undefined ? scopes.header : scopes.lines.get(line)!
    return andThen(
      withFacts(unit, () => evaluateFormula(formula, scope, unit.facts).value),
      (found) => {
        const options = [found].flat()
        if ([value].flat().every((each) => options.includes(each as string))) return
        const label = field.type.format(value, field.definition, unit.command.language)
        draft.findings.push({ code: 'not-an-option', parameters: { value: label, label: field.label }, group, field, line })
      },
    )
  })
}

/** Parameters are filled from fields of the same name, those of the row first. */
function choicesOf(unit: Unit, draft: Draft, group: GroupPlan, field: FieldPlan): Choices {
  const made = known.get(field)
  if (made !== undefined) return made
  const match = field.definition.choices!
  const names = (unit.model.matches.get(match)?.parameters ?? []).map(({ name }) => name)
  const reads = names.filter((name) => group.byName.has(name))
  const given = names.flatMap((name) =>
    reads.includes(name) ? [`${name}: ${name}`] : draft.plan.header.byName.has(name) ? [`${name}: record.${name}`] : [],
  )
  const choices = { formula: compileFormula(`=match("${match}", { ${given.join(', ')} })`, field.label, unit.registry), reads }
  known.set(field, choices)
  return choices
}
