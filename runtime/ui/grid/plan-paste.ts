import type { GridColumn } from './grid-column.ts'
import type { GridCursor } from './grid-cursor.ts'
import { createRow, type CellEdit, type LineRow } from './line-row.ts'
import type { TableStep } from './line-table.ts'

/** A pasted cell whose text must still be looked up. */
export interface OpenLookup {
  key: number
  column: GridColumn
  text: string
  /** Typed by hand: of several records the first is taken, as the list under the cell marks it. Pasted text must name exactly one. */
  takesFirst?: boolean
}

export interface PastePlan {
  steps: TableStep[]
  lookups: OpenLookup[]
}

export interface PasteTarget {
  rows: readonly LineRow[]
  columns: readonly GridColumn[]
  cursor: GridCursor
  /** The block was copied from this grid: it has every column; otherwise it has only those that can be typed into. */
  isOwnCopy: boolean
  /** Most rows that the table may have. */
  limit: number
  searching: string
}

/** What pasting a block of cells does: rows are added as needed, wrong cells are kept as they were typed. */
export function planPaste(cells: readonly (readonly string[])[], target: PasteTarget): PastePlan {
  const { rows, columns, cursor } = target
  const open = columns.slice(cursor.column).filter((column) => target.isOwnCopy || !column.isReadOnly)
  const targets = target.isOwnCopy ? open : withoutMissing(cells, open)
  const missing = Math.max(0, Math.min(cursor.row + cells.length, target.limit) - rows.length)
  const added = Array.from({ length: missing }, () => createRow())
  const all = [...rows, ...added]
  const edits: CellEdit[] = []
  const lookups: OpenLookup[] = []
  cells.forEach((line, index) => {
    const row = all[cursor.row + index]
    if (row === undefined) return
    line.forEach((text, offset) => {
      const column = targets[offset]
      if (column === undefined || column.isReadOnly || (text.trim() === '' && isUntouched(row, column.name))) return
      const edit = planCell(row.key, column, text, target.searching)
      edits.push(edit)
      if (column.assist === 'records' && text.trim() !== '') lookups.push({ key: row.key, column, text: text.trim() })
    })
  })
  return {
    steps: [
      { do: 'insert', at: rows.length, rows: added },
      { do: 'cells', edits },
    ],
    lookups,
  }
}

const FIGURE = /^[-+¥$\d.,\s]+$/

/**
 * A spreadsheet often lacks the column of the unit: figures that would fall on optional choices, none of which is called so,
 * belong to the column behind it.
 */
function withoutMissing(cells: readonly (readonly string[])[], columns: readonly GridColumn[]): GridColumn[] {
  const targets: GridColumn[] = []
  for (const column of columns) {
    const texts = cells.map((line) => line[targets.length]?.trim() ?? '').filter((text) => text !== '')
    const isMissing = column.assist === 'options' && !column.isRequired && texts.length > 0
    if (!isMissing || !texts.every((text) => FIGURE.test(text) && 'problem' in column.read(text))) targets.push(column)
  }
  return targets
}

/** An empty cell of a pasted block empties nothing that was not filled in by hand: a new row keeps its defaults. */
function isUntouched(row: LineRow, column: string): boolean {
  return row.id === undefined && row.own[column] !== true && row.typed[column] === undefined
}

/** One typed or pasted text in one cell. References stay open until they are looked up. */
export function planCell(key: number, column: GridColumn, text: string, searching: string): CellEdit {
  if (text.trim() === '') return { key, column: column.name, state: { value: null, own: true } }
  if (column.assist === 'records') {
    return { key, column: column.name, state: { value: null, typed: text.trim(), problem: searching, own: true } }
  }
  const answer = column.read(text)
  if ('problem' in answer) return { key, column: column.name, state: { value: null, typed: text, problem: answer.problem, own: true } }
  return { key, column: column.name, state: { value: answer.value, own: true } }
}
