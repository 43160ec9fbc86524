import { Decimal } from '@formwork/platform/value/index.ts'
import type { Draft, DraftException, DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { RulePlan } from './entity-plan.ts'
import type { FactBook } from './facts.ts'
import type { FieldPlan } from './field-plan.ts'
import { evaluateFormula, holds } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import type { PlainScope, Scopes } from './scope.ts'
import { renderText } from './text-template.ts'

export interface CheckOptions {
  /** Rules with `on: submit` are judged too. */
  readonly submitting: boolean
  /** Names of what changed: of rules with `on: submit` only those that read one of them. Absent: all. */
  readonly changed?: ReadonlySet<string>
}

export interface DraftJudgement {
  readonly findings: DraftFinding[]
  readonly exceptions: DraftException[]
}

/** What the definition demands of the whole record: limits, required fields, values unique in their rows, rules. */
export function checkDraft(draft: Draft, scopes: Scopes, facts: FactBook, options: CheckOptions): DraftJudgement {
  const findings: DraftFinding[] = []
  const result: DraftJudgement = { findings, exceptions: [] }
  checkRequired(draft.plan.header, draft.header, scopes.header, undefined, facts, findings)
  for (const group of draft.plan.lines) checkGroup(draft, group, scopes, facts, findings)
  for (const rule of draft.plan.rules) if (isAsked(rule, options)) checkRule(draft, rule, scopes, facts, result)
  return result
}

/** What must hold for a posted record to be taken back; nothing lets such a rule pass. */
export function checkUndo(draft: Draft, scopes: Scopes, facts: FactBook): DraftFinding[] {
  const result: DraftJudgement = { findings: [], exceptions: [] }
  for (const rule of draft.plan.rules) if (rule.asked === 'undo') checkRule(draft, rule, scopes, facts, result)
  const refused = result.exceptions.map(({ message, ...finding }) => ({
    ...finding,
    code: 'rule-refused' as const,
    parameters: { message },
  }))
  return [...result.findings, ...refused]
}

/** What a rule demanded at submit may have changed since by what was posted; a later change of a remark does not ask again. */
function isAsked(rule: RulePlan, { submitting, changed }: CheckOptions): boolean {
  if (rule.asked !== 'submit') return rule.asked === 'save'
  return submitting && (changed === undefined || rule.formula.paths.some((path) => path.some((name) => changed.has(name))))
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
function checkRule(draft: Draft, rule: RulePlan, scopes: Scopes, facts: FactBook, result: DraftJudgement): void {
  const { each } = rule.definition
  const group = each === undefined ? draft.plan.header : draft.plan.linesByName.get(each)
  if (group === undefined) return
  if (each === undefined) judge({ rule, group, scope: scopes.header, line: undefined, facts }, result)
  else for (const line of draft.lines[each]!) judge({ rule, group, scope: scopes.lines.get(line)!, line, facts }, result)
}

interface Judged {
  readonly rule: RulePlan
  readonly group: GroupPlan
  readonly scope: PlainScope
  readonly line: DraftLine | undefined
  readonly facts: FactBook
}

function judge(judged: Judged, { findings, exceptions }: DraftJudgement): void {
  const { rule, group, scope, line, facts } = judged
  const { definition } = rule
  const { value, diagnostics } = evaluateFormula(rule.formula, scope, facts)
  const field = definition.at === undefined ? undefined : group.byName.get(definition.at)
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) {
    findings.push({ code: 'formula-error', parameters: { name: rule.formula.label, reason: diagnostic.message }, group, field, line })
    return
  }
  if (value === true || value === null) return
  const { message, name } = definition
  const detail = rule.detail === undefined ? undefined : { text: renderText(rule.detail, scope, facts), paths: rule.detail.paths }
  const mode = typeof rule.mode === 'string' ? rule.mode : evaluateFormula(rule.mode, scope, facts).value
  if (mode !== 'warn' && mode !== 'approve') {
    findings.push({ code: 'rule-refused', parameters: { message }, group, field, line, detail })
    return
  }
  const code = mode === 'warn' ? 'assertion-warned' : 'exception-not-approved'
  const size = rule.size === undefined ? Decimal.of(1) : evaluateFormula(rule.size, scope, facts).value
  const parameters = { message, exception: name }
  exceptions.push({
    code,
    parameters,
    group,
    field,
    line,
    detail,
    name,
    mode,
    message,
    size: size instanceof Decimal ? size : Decimal.of(1),
  })
}
