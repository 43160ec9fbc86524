import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { RecordData } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { labelText } from '../i18n/index.ts'

/** A field in which two records differ, in words: of the first and of the second. */
export interface Difference {
  readonly name: string
  readonly label: string
  readonly texts: readonly [string, string]
}

/** What two records say differently, field by field; files, lines and figures of ledgers are told elsewhere. */
export function differencesOf(entity: EntityDefinition, one: RecordData, other: RecordData): Difference[] {
  return entity.fields.flatMap((field) => {
    if (field.hidden === true || ['lines', 'attachment', 'balance', 'roll-up'].includes(field.type)) return []
    if (same(one.values[field.name], other.values[field.name])) return []
    const texts = [textOf(field, one), textOf(field, other)] as const
    return [{ name: field.name, label: labelText(field.label, field.name), texts }]
  })
}

function textOf(field: FieldDefinition, record: RecordData): string {
  const value = record.values[field.name]
  if (value === null || value === undefined || value === '') return '—'
  return record.titles?.[field.name] ?? formatJson(value, field)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}
