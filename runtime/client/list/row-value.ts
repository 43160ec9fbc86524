import { clockText } from '@formwork/runtime/ui/input/workspace-clock.ts'
import type { RowData } from '../api/index.ts'

/** The value in a column: one of the record's fields, or one of what every record has. */
export function rowValue(row: RowData, column: { name: string }): unknown {
  if (row.values[column.name] !== undefined) return row.values[column.name]
  if (column.name === 'createdAt') return row.createdAt === undefined ? null : clockText(new Date(row.createdAt))
  const own = row as unknown as Record<string, unknown>
  return ['number', 'title', 'createdBy', 'status'].includes(column.name) ? own[column.name] : null
}
