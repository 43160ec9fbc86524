import { useI18n } from 'vue-i18n'
import { readCells, writeCells } from './clipboard.ts'
import type { GridColumn } from './grid-column.ts'
import { rangeOf } from './grid-cursor.ts'
import type { LineRow } from './line-row.ts'
import { planPaste, type OpenLookup } from './plan-paste.ts'
import type { EditingContext } from './use-grid-editing.ts'

/** Cells in and out of spreadsheets; a pasted block is one step back, whatever its size. */
export function useGridClipboard(context: EditingContext, lookUp: (lookups: readonly OpenLookup[]) => Promise<void>) {
  const { table, cursor } = context
  const { t } = useI18n()
  let ownCopy = ''

  function copyText(): string {
    const { top, bottom, left, right } = rangeOf(cursor.value)
    const columns = context.columns().slice(left, right + 1)
    ownCopy = writeCells(table.rows.slice(top, bottom + 1).map((row) => columns.map((column) => copiedText(row, column))))
    return ownCopy
  }

  /** Returns how many rows were given and taken, so that the grid can say when some did not fit. */
  function paste(text: string): { given: number; taken: number } {
    const cells = readCells(text)
    const { top, left } = rangeOf(cursor.value)
    const plan = planPaste(cells, {
      rows: table.rows,
      columns: context.columns(),
      cursor: { ...cursor.value, row: top, column: left },
      isOwnCopy: text === ownCopy,
      limit: context.limit(),
      searching: t('ui.grid.searching'),
    })
    table.run(t('ui.grid.pasted', { count: cells.length }), plan.steps)
    void lookUp(plan.lookups)
    return { given: cells.length, taken: Math.min(cells.length, context.limit() - top) }
  }

  return { copyText, paste }
}

/** Numbers are copied plain, so that a spreadsheet takes them as numbers. */
function copiedText(row: LineRow, column: GridColumn): string {
  if (row.typed[column.name] !== undefined) return row.typed[column.name]!
  return column.align === 'end' ? column.write(row) || column.text(row).replaceAll(',', '') : column.text(row)
}
