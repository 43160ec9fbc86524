import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { AskingPlace } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { toJson } from '../../fields/convert.ts'
import { labelText } from '../../i18n/index.ts'
import type { RecordDraft } from '../draft/record-draft.ts'

/** Names that a filter reads of the record that refers, or of its row. */
const READS = /\b(record|line)\.([A-Za-z]\w*)/g

/** Where a look-up is made, and what the filter of its field reads there; undefined where nothing is filtered. */
export function askingPlace(draft: RecordDraft, field: FieldDefinition, row?: LineRow): AskingPlace | undefined {
  if (field.filter === undefined) return undefined
  const lines = row === undefined ? undefined : linesOf(draft, field, row)
  const sides = {
    record: { fields: draft.entity.fields, row: draft.header },
    line: lines === undefined || row === undefined ? undefined : { fields: draft.lineFields(lines), row },
  }
  const values = { record: {} as Record<string, unknown>, line: {} as Record<string, unknown> }
  const missing: string[] = []
  for (const [, root, name] of field.filter.matchAll(READS)) {
    const side = sides[root as 'record' | 'line']
    const read = side?.fields.find((candidate) => candidate.name === name)
    // What is looked up through a reference is the reference's to tell.
    const stored = read?.through === undefined ? read : side?.fields.find((candidate) => candidate.name === read.through)
    if (side === undefined || stored === undefined) continue
    const value = toJson(side.row.values[stored.name], stored)
    values[root as 'record' | 'line'][stored.name] = value
    if (value === null) missing.push(labelText(stored.label, stored.name))
  }
  const path = [draft.entity.name, ...(lines === undefined ? [] : [lines]), field.name]
  return { for: path.join('.'), values, missing: [...new Set(missing)] }
}

/** A row that is not in its table yet (a code was scanned) is told by its field, of which a column may hold a copy. */
function linesOf(draft: RecordDraft, field: FieldDefinition, row: LineRow): string | undefined {
  const tables = [...draft.tables]
  const own = tables.find(([, table]) => table.rows.includes(row))
  const isSame = (other: FieldDefinition): boolean => other.name === field.name && other.filter === field.filter
  return (own ?? tables.find(([name]) => draft.lineFields(name).some(isSame)))?.[0]
}
