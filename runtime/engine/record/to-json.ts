import type { GroupPlan } from './group-plan.ts'
import type { EntityPlan } from './entity-plan.ts'
import type { LineValues, StoredRecord } from './stored-record.ts'

/** Values in JSON form, empty ones left out. */
function valuesToJson(group: GroupPlan, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  for (const field of group.fields) {
    const value = values[field.name]
    if (value !== null && value !== undefined && !field.live) json[field.name] = field.type.toJson(value, field.definition)
  }
  return json
}

/** A whole record in JSON form: `{ values, lines: { lines: [{ id, values }] } }`. */
export function recordToJson(
  plan: EntityPlan,
  record: StoredRecord,
): { values: Record<string, unknown>; lines: Record<string, { id: string; values: Record<string, unknown> }[]> } {
  const lines = plan.lines.map(
    (group) =>
      [
        group.lines!,
        (record.lines[group.lines!] ?? []).map((line: LineValues) => ({ id: String(line.id), values: valuesToJson(group, line.values) })),
      ] as const,
  )
  return { values: valuesToJson(plan.header, record.values), lines: Object.fromEntries(lines) }
}
