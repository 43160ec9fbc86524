import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { createRow, type CellEdit, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { TableStep } from '@formwork/runtime/ui/grid/line-table.ts'
import type { JsonValues, LineChange, RecordChanges } from '../../api/index.ts'
import { toInside } from '../../fields/convert.ts'
import type { RecordDraft } from './record-draft.ts'

/** Puts kept input onto the draft, as if it were typed again. Rows that are gone by now are left out. */
export function applyScratch(draft: RecordDraft, changes: RecordChanges, titles: Readonly<Record<string, string>>): void {
  for (const [name, json] of Object.entries(changes.values ?? {})) draft.setHeader(name, json, titles[name])
  for (const [lines, operations] of Object.entries(changes.lines ?? {})) {
    const table = draft.tables.get(lines)
    if (table === undefined) continue
    for (const operation of operations) table.run(operation.do, stepsOf(operation, table.rows, draft.lineFields(lines)))
  }
}

function stepsOf(operation: LineChange, rows: readonly LineRow[], fields: readonly FieldDefinition[]): TableStep[] {
  if (operation.do === 'insert') {
    const row = createRow()
    const at = rows.findIndex((candidate) => candidate.id !== undefined && candidate.id === operation.before)
    return [
      { do: 'insert', at: at < 0 ? filledLength(rows) : at, rows: [row] },
      { do: 'cells', edits: editsOf(row, operation.values, fields) },
    ]
  }
  const row = rows.find((candidate) => candidate.id === operation.id)
  if (row === undefined) return []
  if (operation.do === 'move') {
    const rest = rows.filter((candidate) => candidate !== row)
    const at = rest.findIndex((candidate) => candidate.id === operation.before)
    return [
      { do: 'remove', rows: [row] },
      { do: 'insert', at: at < 0 ? filledLength(rest) : at, rows: [row] },
    ]
  }
  return operation.do === 'remove' ? [{ do: 'remove', rows: [row] }] : [{ do: 'cells', edits: editsOf(row, operation.values, fields) }]
}

/** New rows go in front of the empty ones at the end. */
function filledLength(rows: readonly LineRow[]): number {
  return rows.findLastIndex((row) => row.id !== undefined || Object.keys(row.own).length > 0) + 1
}

function editsOf(row: LineRow, values: JsonValues, fields: readonly FieldDefinition[]): CellEdit[] {
  return Object.entries(values).flatMap(([name, json]) => {
    const field = fields.find((candidate) => candidate.name === name)
    if (field === undefined) return []
    const answer = toInside(json, field)
    const state =
      'problem' in answer ? { value: null, typed: String(json), problem: answer.problem, own: true } : { value: answer.value, own: true }
    return [{ key: row.key, column: name, state }]
  })
}
