import { isVisible } from './check-draft.ts'
import type { Draft, DraftFinding, DraftLine, DraftValues } from './draft.ts'
import type { FactBook } from './facts.ts'
import type { FieldPlan } from './field-plan.ts'
import { holds } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import { sameValue } from './same-value.ts'
import type { PlainScope, Scopes } from './scope.ts'

export interface WritableQuestion {
  /** The record as stored; made only when a condition asks for it. Undefined for a new one. */
  readonly before: () => Scopes | undefined
  readonly after: Scopes
  readonly facts: FactBook
  /** Paths that the person's rights close: `price`, `lines.price`, `lines`. */
  readonly locked: ReadonlySet<string>
  /** Paths that a task opens although the definition says read-only. */
  readonly open?: ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()

/**
 * What somebody typed into a field that was not open to him: read-only or invisible, both as stored and as it would be
 * (unlocking and editing may come in one save). Findings: `field-not-writable`.
 */
export function checkWritable(draft: Draft, question: WritableQuestion): DraftFinding[] {
  const { locked, open = NOTHING } = question
  const { header } = draft.plan
  const findings: DraftFinding[] = []
  for (const field of closedFields(header, '', draft.header, question, undefined)) findings.push(refuse(header, field))
  for (const group of draft.plan.lines) {
    const name = group.lines!
    const isClosed = locked.has(name) || (group.closed && !open.has(name))
    if (isClosed && isTouched(draft, group)) findings.push({ code: 'field-not-writable', parameters: { field: group.label }, group })
    for (const line of draft.lines[name]!) {
      for (const field of closedFields(group, `${name}.`, line, question, line)) findings.push(refuse(group, field, line))
    }
  }
  return findings
}

function refuse(group: GroupPlan, field: FieldPlan, line?: DraftLine): DraftFinding {
  return { code: 'field-not-writable', parameters: { field: field.label }, group, field, line }
}

/** Fields that were typed into and are not open. */
function closedFields(
  group: GroupPlan,
  prefix: string,
  target: DraftValues,
  question: WritableQuestion,
  line: DraftLine | undefined,
): FieldPlan[] {
  if (group.open && question.locked.size === 0) return []
  const names = Object.keys(target.given)
  return names.map((name) => group.byName.get(name)!).filter((field) => isClosedField(field, prefix + field.name, target, question, line))
}

function isClosedField(
  field: FieldPlan,
  path: string,
  target: DraftValues,
  question: WritableQuestion,
  line: DraftLine | undefined,
): boolean {
  // Closed to this person whatever the record says: writing what is there already would tell him a hidden value.
  if (question.locked.has(path)) return true
  if (question.open?.has(path) === true) return false
  if (field.definition.hidden === true || field.readOnly === true) return true
  return isClosedNow(field, target, question, line)
}

function isClosedNow(field: FieldPlan, target: DraftValues, question: WritableQuestion, line: DraftLine | undefined): boolean {
  if (field.readOnly === false && field.visible === undefined) return false
  if (target.before !== null && sameValue(target.values[field.name], target.before[field.name])) return false
  const { facts, after, before } = question
  // What is not shown may be emptied: it is no part of its row any more.
  const isEmptied = line !== undefined && target.values[field.name] === null
  const isClosed = (scope: PlainScope): boolean => holds(field.readOnly, scope, facts) || (!isEmptied && !isVisible(field, scope, facts))
  if (!isClosed(line === undefined ? after.header : after.lines.get(line)!)) return false
  const stored = line === undefined ? before()?.header : undefined
  return stored === undefined || isClosed(stored)
}

/** Whether rows were typed into, added, removed or moved. */
function isTouched(draft: Draft, group: GroupPlan): boolean {
  const lines = draft.lines[group.lines!]!
  if (draft.removed[group.lines!]!.length > 0) return true
  return lines.some(
    (line, index) =>
      line.stored === null || Object.keys(line.given).length > 0 || (index > 0 && line.position <= lines[index - 1]!.position),
  )
}
