import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { toJson } from '../../fields/convert.ts'
import { fieldType } from '../../fields/faces.ts'
import type { RecordDraft } from '../draft/record-draft.ts'

/** What a ranked look-up is asked with: references and days of the record and of its row. */
export function askedValues(draft: RecordDraft, lines: string | undefined, row: LineRow | undefined) {
  return {
    record: valuesOf(draft.header, draft.entity.fields),
    line: row === undefined || lines === undefined ? {} : valuesOf(row, draft.lineFields(lines)),
  }
}

function valuesOf(row: LineRow, fields: readonly FieldDefinition[]): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ type, name }) => type !== 'lines' && fieldType(type).live !== true && (row.values[name] ?? null) !== null)
      .filter(({ type }) => ['reference', 'date'].includes(type))
      .map((field) => [field.name, toJson(row.values[field.name], field)]),
  )
}

/** The lines that a row stands in. */
export function linesOfRow(draft: RecordDraft, row: LineRow | undefined): string | undefined {
  return row === undefined ? undefined : [...draft.tables].find(([, table]) => table.rows.includes(row))?.[0]
}
