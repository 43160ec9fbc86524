import type { GridRange } from './grid-cursor.ts'
import { isBlank } from './line-row.ts'
import type { LineTable } from './line-table.ts'

/** The rows of a range trade places with the row above or below, one step to undo. Returns by how many rows they moved. */
export function shiftRows(table: LineTable, { top, bottom }: GridRange, down: boolean, label: string): number {
  const neighbour = table.rows[down ? bottom + 1 : top - 1]
  if (neighbour === undefined || (down && isBlank(neighbour))) return 0
  table.run(label, [
    { do: 'remove', rows: [neighbour] },
    { do: 'insert', at: down ? top : bottom, rows: [neighbour] },
  ])
  return down ? 1 : -1
}
