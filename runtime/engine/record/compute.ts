import type { ErrorCode } from '@formwork/platform/error/index.ts'
import type { Draft, DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { FactBook } from './facts.ts'
import { isCompiled } from './field-plan.ts'
import { evaluateFormula, type Formula, type FormulaResult } from './formula.ts'
import { referenceContext, toFeel } from './record-context.ts'
import type { PlainScope, Scopes } from './scope.ts'
import { asItStands, isEmptied, isFilledElsewhere, isLaidAside, isMeasureChanged, keepGiven } from './measures.ts'
import { sameValue } from './same-value.ts'
import { stepKey, type Step } from './step-order.ts'
import { toInside } from './to-inside.ts'
import type { Following } from './following.ts'

/**
 * Defaults of what is new, fills of chosen references, formulas, each after what it reads; values are rounded
 * HALF_UP to the field's scale. May run again on the same draft when facts came in.
 * Findings: `formula-error` with the formula's name for what DMN calls an error, those of field types.
 */
export function computeDraft(
  draft: Draft,
  scopes: Scopes,
  facts: FactBook,
  following: Following,
  only?: ReadonlySet<string>,
): DraftFinding[] {
  const computation = { facts, following, findings: [] }
  for (const step of draft.plan.steps) {
    const { lines } = step.group
    if (only !== undefined && !only.has(step.key)) continue
    if (lines === null) computeOne(step, draft.header, scopes.header, undefined, computation)
    else for (const line of draft.lines[lines]!) computeOne(step, line, scopes.lines.get(line)!, line, computation)
  }
  return computation.findings
}

interface Computation {
  readonly facts: FactBook
  readonly following: Following
  readonly findings: DraftFinding[]
}

function computeOne(
  step: Step,
  target: DraftValues,
  scope: PlainScope,
  line: DraftLine | undefined,
  { facts, following, findings }: Computation,
): void {
  const { field } = step
  const result = produce(step, target, scope, facts, following(step, line))
  if (result === undefined) return
  const settled = 'literal' in result ? result.literal : settle(result, step, line, findings)
  const value = isFilledElsewhere(field, target) ? keepGiven(settled, step, target, line, findings) : settled
  target.values[field.name] = value
  scope[field.name] = toFeel(facts, field, value)
}

/**
 * A formula always; else a fill, when the reference was chosen now; else the default, on what is new and where it goes on following. Typed values stay,
 * but where the figure is entered in another measure, that one says what it is.
 */
function produce(
  step: Step,
  target: DraftValues,
  scope: PlainScope,
  facts: FactBook,
  isFollowing: boolean,
): FormulaResult | { literal: unknown } | undefined {
  const { field } = step
  if (isFilledElsewhere(field, target)) return evaluateFormula(field.whenFilled!.formula, scope, facts)
  if (field.formula !== undefined) return evaluateFormula(field.formula, scope, facts)
  if (Object.hasOwn(target.given, field.name)) return undefined
  if (isLaidAside(step, target) || isEmptied(field, target)) return { literal: null }
  const fill = chosenFill(step, target)
  if (fill !== undefined) return evaluateFormula(fill.formula, referenceContext(facts, fill.entity, fill.id), facts)
  const isMeasuredAnew = isMeasureChanged(step, target)
  if (isMeasuredAnew && field.default === undefined) return asItStands(step, target)
  if ((target.before !== null && !isMeasuredAnew && !isFollowing) || field.default === undefined) return undefined
  return isCompiled(field.default) ? evaluateFormula(field.default, scope, facts) : field.default
}

function chosenFill(step: Step, target: DraftValues): { formula: Formula; entity: string; id: number } | undefined {
  for (const reference of step.filledBy) {
    const id = target.values[reference.name]
    if (typeof id !== 'number' || sameValue(id, target.before?.[reference.name])) continue
    const fill = reference.fill.find((each) => each.name === step.field.name)!
    return { formula: fill.formula, entity: reference.target!, id }
  }
  return undefined
}

/** FEEL value -> inside form. */
function settle(result: FormulaResult, step: Step, line: DraftLine | undefined, findings: DraftFinding[]): unknown {
  const { field, group } = step
  const [diagnostic] = result.diagnostics
  if (diagnostic !== undefined) {
    findings.push({ code: 'formula-error', parameters: { name: field.label, reason: diagnostic.message }, group, field, line })
    return null
  }
  if (result.value === null) return null
  const value = toInside(field, result.value)
  if (value === undefined) {
    const reason = { zh: '结果的类型与字段不符', en: 'the result is of another type than the field' }
    findings.push({ code: 'formula-error', parameters: { name: field.label, reason }, group, field, line })
    return null
  }
  if (field.target !== undefined) return value
  const checked = field.type.check(value, field.definition)
  if (checked.problem === undefined) return checked.value
  findings.push({
    code: checked.problem.code as ErrorCode,
    parameters: { label: field.label, ...checked.problem.parameters },
    group,
    field,
    line,
  })
  return null
}

/** Keys of the steps that read, directly or through others, what somebody typed now; formulas over the rows follow every change of rows. */
export function affectedSteps(draft: Draft): ReadonlySet<string> {
  const touched = new Set(Object.keys(draft.header.given).map((name) => stepKey(null, name)))
  for (const group of draft.plan.lines) {
    const lines = draft.lines[group.lines!]!
    const isRearranged = draft.removed[group.lines!]!.length > 0 || lines.some((line) => line.stored === null)
    for (const field of group.fields) {
      if (isRearranged || lines.some((line) => Object.hasOwn(line.given, field.name))) touched.add(stepKey(group.lines, field.name))
    }
  }
  const affected = new Set<string>()
  for (const step of draft.plan.steps) {
    if (!step.reads.some((key) => touched.has(key))) continue
    touched.add(step.key)
    affected.add(step.key)
  }
  return affected
}

/** Names of the fields that somebody typed now, and of those that follow from them. */
export function changedNames(draft: Draft): ReadonlySet<string> {
  const typed = [draft.header, ...Object.values(draft.lines).flat()].flatMap(({ given }) => Object.keys(given))
  return new Set([...typed, ...[...affectedSteps(draft)].map((key) => key.slice(key.lastIndexOf('/') + 1))])
}
