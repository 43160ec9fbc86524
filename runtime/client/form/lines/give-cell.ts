import type { GridColumn } from '@formwork/runtime/ui/grid/grid-column.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { LineTable } from '@formwork/runtime/ui/grid/line-table.ts'
import { i18n } from '../../i18n/index.ts'
import { toInside } from '../../fields/convert.ts'

/** What an input outside the grid gives to a cell: JSON form, or text that the type refuses and that stays as it was typed. */
export function giveCell(table: LineTable, row: LineRow, column: GridColumn, json: unknown, title?: string): void {
  const answer = toInside(json, column.field)
  const state =
    'problem' in answer
      ? { value: null, typed: String(json), problem: answer.problem, own: true }
      : { value: answer.value, title, own: true }
  table.run(i18n.global.t('ui.grid.typed', { column: column.label }), [
    { do: 'cells', edits: [{ key: row.key, column: column.name, state }] },
  ])
}
