import type { Draft } from './draft.ts'
import type { FieldPlan } from './field-plan.ts'
import type { GroupPlan } from './group-plan.ts'
import { sameValue } from './same-value.ts'

/**
 * What changed, as the JSON text that the audit keeps: `field` -> [before, after], `lines/<row id>/field` -> [before, after];
 * of an added row `before` is null throughout, of a removed one `after`. Field by field, so that what a reader may not see
 * can be left out. Text, since an object with a key for every cell costs ten times as much.
 */
export function auditText(draft: Draft, version: number): string {
  let text = `{"version":${version}`
  text += changesText('', draft.plan.header, draft.header.before, draft.header.values)
  for (const group of draft.plan.lines) {
    for (const line of draft.lines[group.lines!]!) text += changesText(`${group.lines}/${line.id}/`, group, line.before, line.values)
    for (const line of draft.removed[group.lines!]!) text += changesText(`${group.lines}/${line.id}/`, group, line.values, null)
  }
  return `${text}}`
}

function changesText(
  prefix: string,
  group: GroupPlan,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): string {
  let text = ''
  for (const field of group.fields) {
    if (field.live) continue
    const old = before === null ? null : (before[field.name] ?? null)
    const now = after === null ? null : (after[field.name] ?? null)
    // Names of fields hold neither quotes nor backslashes.
    if (old === now || sameValue(old, now)) continue
    text += `,"${prefix}${field.name}":[${valueText(field, old)},${valueText(field, now)}]`
  }
  return text
}

function valueText(field: FieldPlan, value: unknown): string {
  if (value === null) return 'null'
  const json = field.type.toJson(value, field.definition)
  return field.kind === 'decimal' || field.kind === 'date' ? `"${String(json)}"` : JSON.stringify(json)
}
