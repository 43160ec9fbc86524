import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { QueryContext } from './query.ts'
import { titlesOf } from './titles.ts'

/** A field as it is shown: its name on the wire and the definition that formats it. */
export interface ShownField {
  readonly name: string
  readonly field: FieldDefinition
}

/** Inside values to the wire: decimals and ids as strings, dates as ISO text. */
export function valuesToJson(
  context: QueryContext,
  fields: readonly ShownField[],
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name, field } of fields) {
    const value = row[name] ?? null
    values[name] = value === null ? null : requireContribution(context.registry, 'fields', field.type).toJson(value, field)
  }
  return values
}

/** The titles of everything that these rows refer to, per row and field; several references are joined. */
export async function referenceTitles(
  context: QueryContext,
  fields: readonly ShownField[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<Record<string, string>[]> {
  const references = fields.flatMap(({ name, field }) => {
    const target = requireContribution(context.registry, 'fields', field.type).column({ ...field, multiple: false }).reference
    return target === undefined ? [] : [{ name, target }]
  })
  const byEntity = new Map<string, Set<number>>()
  for (const { name, target } of references) {
    const ids = byEntity.get(target) ?? new Set<number>()
    byEntity.set(target, ids)
    for (const row of rows) for (const id of idsOf(row[name])) ids.add(id)
  }
  const titles = new Map<string, Map<number, string>>()
  for (const [entity, ids] of byEntity) titles.set(entity, await titlesOf(context, entity, [...ids]))
  return rows.map((row) => {
    const own: Record<string, string> = {}
    for (const { name, target } of references) {
      const ids = idsOf(row[name])
      if (ids.length > 0) own[name] = ids.map((id) => titles.get(target)?.get(id) ?? `#${formatId(id)}`).join('、')
    }
    return own
  })
}

function idsOf(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number')
}
