import type { GroupPlan } from './group-plan.ts'
import type { EntityPlan } from './entity-plan.ts'
import type { Draft } from './draft.ts'
import type { LineValues, StoredRecord } from './stored-record.ts'
import { sameValue } from './same-value.ts'

/** Values in JSON form, empty ones left out. */
export function valuesToJson(group: GroupPlan, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  for (const field of group.fields) {
    const value = values[field.name]
    if (value !== null && value !== undefined && !field.live) json[field.name] = field.type.toJson(value, field.definition)
  }
  return json
}

/**
 * What changed, for the audit: `field` -> [before, after], `lines/<row id>/field` -> [before, after]; of an added row
 * `before` is null throughout, of a removed one `after`. Field by field, so that what a reader may not see can be left out. JSON form.
 */
export function auditValues(draft: Draft): Record<string, unknown> {
  const audit: Record<string, unknown> = {}
  addChanges(audit, '', draft.plan.header, draft.header.before, draft.header.values)
  for (const group of draft.plan.lines) {
    for (const line of draft.lines[group.lines!]!) addChanges(audit, `${group.lines}/${line.id}/`, group, line.before, line.values)
    for (const line of draft.removed[group.lines!]!) addChanges(audit, `${group.lines}/${line.id}/`, group, line.values, null)
  }
  return audit
}

function addChanges(audit: Record<string, unknown>, prefix: string, group: GroupPlan, before: Readonly<Record<string, unknown>> | null, after: Readonly<Record<string, unknown>> | null): void {
  for (const field of group.fields) {
    if (field.live) continue
    const old = before?.[field.name] ?? null
    const now = after?.[field.name] ?? null
    if (sameValue(old, now)) continue
    const json = (value: unknown): unknown => (value === null ? null : field.type.toJson(value, field.definition))
    audit[prefix + field.name] = [json(old), json(now)]
  }
}

/** A whole record in JSON form: `{ values, lines: { lines: [{ id, values }] } }`. */
export function recordToJson(plan: EntityPlan, record: StoredRecord): { values: Record<string, unknown>; lines: Record<string, { id: string; values: Record<string, unknown> }[]> } {
  const lines = plan.lines.map((group) => [group.lines!, (record.lines[group.lines!] ?? []).map((line: LineValues) => ({ id: String(line.id), values: valuesToJson(group, line.values) }))] as const)
  return { values: valuesToJson(plan.header, record.values), lines: Object.fromEntries(lines) }
}
