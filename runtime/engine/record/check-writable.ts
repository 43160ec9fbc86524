import { isVisible } from './check-draft.ts'
import type { Draft, DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { FactBook } from './facts.ts'
import type { FieldPlan } from './field-plan.ts'
import { holds } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import { sameValue } from './same-value.ts'
import type { PlainScope, Scopes } from './scope.ts'

const NOTHING: ReadonlySet<string> = new Set()

/**
 * What somebody typed into a field that was not open to him: read-only or invisible, both as stored and as it would be
 * (unlocking and editing may come in one save). `locked` names fields that the person's rights close, `open` those
 * that a task opens although the definition says read-only.
 */
export function checkWritable(draft: Draft, before: () => Scopes | undefined, after: Scopes, facts: FactBook, locked: ReadonlySet<string>, open: ReadonlySet<string> = NOTHING): DraftFinding[] {
  const findings: DraftFinding[] = []
  checkGiven(draft.plan.header, '', draft.header, () => before()?.header, after.header, undefined, facts, locked, open, findings)
  for (const group of draft.plan.lines) {
    if ((locked.has(group.lines!) || (group.closed && !open.has(group.lines!))) && isTouched(draft, group)) findings.push({ code: 'field-not-writable', parameters: { field: group.label }, group })
    for (const line of draft.lines[group.lines!]!) checkGiven(group, `${group.lines}.`, line, () => undefined, after.lines.get(line)!, line, facts, locked, open, findings)
  }
  return findings
}

function checkGiven(group: GroupPlan, prefix: string, target: DraftValues, before: () => PlainScope | undefined, after: PlainScope, line: DraftLine | undefined, facts: FactBook, locked: ReadonlySet<string>, open: ReadonlySet<string>, findings: DraftFinding[]): void {
  for (const name of Object.keys(target.given)) {
    const field = group.byName.get(name)!
    if (open.has(prefix + name) && !locked.has(prefix + name)) continue
    if (!isLocked(field, prefix + name, locked) && !isClosedNow(field, target, before, after, facts)) continue
    findings.push({ code: 'field-not-writable', parameters: { field: field.label }, group, field, line })
  }
}

/** Closed to this person whatever the record says; writing what is there already would tell him a hidden value. */
function isLocked(field: FieldPlan, path: string, locked: ReadonlySet<string>): boolean {
  return field.definition.hidden === true || field.readOnly === true || locked.has(path)
}

function isClosedNow(field: FieldPlan, target: DraftValues, before: () => PlainScope | undefined, after: PlainScope, facts: FactBook): boolean {
  if (field.readOnly === false && field.visible === undefined) return false
  const isClosed = (scope: PlainScope): boolean => holds(field.readOnly, scope, facts) || !isVisible(field, scope, facts)
  if (target.before !== null && sameValue(target.values[field.name], target.before[field.name])) return false
  if (!isClosed(after)) return false
  const scope = before()
  return scope === undefined || isClosed(scope)
}

/** Whether rows were typed into, added, removed or moved. */
function isTouched(draft: Draft, group: GroupPlan): boolean {
  const lines = draft.lines[group.lines!]!
  if (draft.removed[group.lines!]!.length > 0) return true
  return lines.some((line, index) => line.stored === null || Object.keys(line.given).length > 0 || (index > 0 && line.position <= lines[index - 1]!.position))
}
