import { Decimal } from '@formwork/platform/value/index.ts'
import { isOpenCell, type GridColumn } from './grid-column.ts'
import type { GridRange } from './grid-cursor.ts'
import { isBlank, readCell, type CellEdit, type LineRow } from './line-row.ts'

const writable = (columns: readonly GridColumn[], { left, right }: GridRange, row: LineRow): readonly GridColumn[] =>
  columns.slice(left, right + 1).filter((column) => isOpenCell(column, row))

/** Empties the selected cells; rows that nobody has begun stay as they are. */
export function clearEdits(rows: readonly LineRow[], columns: readonly GridColumn[], range: GridRange): CellEdit[] {
  const chosen = rows.slice(range.top, range.bottom + 1).filter((row) => !isBlank(row))
  return chosen.flatMap((row) => writable(columns, range, row).flatMap((column) => emptyCell(row, column)))
}

/** An emptied cell says nothing any more: also the figure goes that was worked out of what was typed. */
export function emptyCell({ key }: LineRow, { name, about }: GridColumn): CellEdit[] {
  const cleared: CellEdit = { key, column: name, state: { value: null, own: true } }
  return about === name ? [cleared] : [cleared, { key, column: about, state: { value: null, own: false } }]
}

/** Ctrl+D: the first row of the selection into the others; with one row selected, the row above into it. */
export function fillEdits(rows: readonly LineRow[], columns: readonly GridColumn[], range: GridRange): CellEdit[] {
  const isOneRow = range.top === range.bottom
  const from = rows[isOneRow ? range.top - 1 : range.top]
  if (from === undefined) return []
  const targets = rows.slice(isOneRow ? range.top : range.top + 1, range.bottom + 1)
  return targets.flatMap((row) =>
    writable(columns, range, row).map((column) => ({
      key: row.key,
      column: column.name,
      state: { ...readCell(from, column.name), value: shownValue(from, column), own: true },
    })),
  )
}

/** What the cell shows: a figure that was never typed in a measure of its own is the one that is kept. */
function shownValue({ values }: LineRow, { name, about }: GridColumn): unknown {
  const kept = values[about]
  return values[name] ?? (kept instanceof Decimal ? kept : null)
}
