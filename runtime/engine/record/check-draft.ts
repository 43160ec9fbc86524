import type { Draft, DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { RulePlan } from './entity-plan.ts'
import type { FactBook } from './facts.ts'
import type { FieldPlan } from './field-plan.ts'
import { evaluateFormula, holds } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import type { PlainScope, Scopes } from './scope.ts'

export interface CheckOptions {
  /** Rules with `on: submit` are judged too. */
  readonly submitting: boolean
}

/** What the definition demands of the whole record: limits, required fields, values unique in their rows, rules. */
export function checkDraft(draft: Draft, scopes: Scopes, facts: FactBook, options: CheckOptions): DraftFinding[] {
  const findings: DraftFinding[] = []
  checkRequired(draft.plan.header, draft.header, scopes.header, undefined, facts, findings)
  for (const group of draft.plan.lines) checkGroup(draft, group, scopes, facts, findings)
  for (const rule of draft.plan.rules) if (options.submitting || !rule.late) checkRule(draft, rule, scopes, facts, findings)
  return findings
}

function checkGroup(draft: Draft, group: GroupPlan, scopes: Scopes, facts: FactBook, findings: DraftFinding[]): void {
  const lines = draft.lines[group.lines!]!
  if (lines.length > group.limit) findings.push({ code: 'too-many-items', parameters: { label: group.label, limit: group.limit }, group })
  if (lines.length === 0 && group.required) findings.push({ code: 'required', parameters: { label: group.label }, group })
  for (const line of lines) checkRequired(group, line, scopes.lines.get(line)!, line, facts, findings)
  for (const field of group.fields) if (field.definition.unique === true) checkUniqueRows(group, field, lines, findings)
}

function checkRequired(
  group: GroupPlan,
  target: DraftValues,
  scope: PlainScope,
  line: DraftLine | undefined,
  facts: FactBook,
  findings: DraftFinding[],
): void {
  for (const field of group.fields) {
    if (field.required === false || field.live || target.values[field.name] !== null) continue
    if (!holds(field.required, scope, facts) || !isVisible(field, scope, facts)) continue
    if (field.formula === undefined) findings.push({ code: 'required', parameters: { label: field.label }, group, field, line })
    else {
      findings.push({
        code: 'formula-error',
        parameters: { name: field.label, reason: { zh: '结果为空', en: 'the result is empty' } },
        group,
        field,
        line,
      })
    }
  }
}

/** Visibility holds only when true; a field that is not shown is not demanded. */
export function isVisible(field: FieldPlan, scope: PlainScope, facts: FactBook): boolean {
  return field.visible === undefined || holds(field.visible, scope, facts)
}

function checkUniqueRows(group: GroupPlan, field: FieldPlan, lines: readonly DraftLine[], findings: DraftFinding[]): void {
  const seen = new Set<unknown>()
  for (const line of lines) {
    const value = line.values[field.name]
    if (value === null) continue
    const key = typeof value === 'object' ? String(value) : value
    if (seen.has(key)) {
      findings.push({
        code: 'not-unique',
        parameters: { label: field.label, value: field.type.format(value, field.definition, 'zh') },
        group,
        field,
        line,
      })
    }
    seen.add(key)
  }
}

/** A rule refuses unless it is true or null; what DMN calls an error is refused by the rule's name. */
function checkRule(draft: Draft, rule: RulePlan, scopes: Scopes, facts: FactBook, findings: DraftFinding[]): void {
  const { each } = rule.definition
  const group = each === undefined ? draft.plan.header : draft.plan.linesByName.get(each)
  if (group === undefined) return
  if (each === undefined) judge(rule, group, scopes.header, undefined, facts, findings)
  else for (const line of draft.lines[each]!) judge(rule, group, scopes.lines.get(line)!, line, facts, findings)
}

function judge(
  rule: RulePlan,
  group: GroupPlan,
  scope: PlainScope,
  line: DraftLine | undefined,
  facts: FactBook,
  findings: DraftFinding[],
): void {
  const { value, diagnostics } = evaluateFormula(rule.formula, scope, facts)
  const field = rule.definition.at === undefined ? undefined : group.byName.get(rule.definition.at)
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) {
    findings.push({ code: 'formula-error', parameters: { name: rule.formula.label, reason: diagnostic.message }, group, field, line })
  } else if (value !== true && value !== null) {
    findings.push({ code: 'rule-refused', parameters: { message: rule.definition.message }, group, field, line })
  }
}
