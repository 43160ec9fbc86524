/** Where one is in a grid, and how far the selection reaches. Positions count from 0. */
export interface GridCursor {
  row: number
  column: number
  /** The other corner of the selection; the same as row and column when one cell is selected. */
  anchorRow: number
  anchorColumn: number
}

export interface GridSize {
  rows: number
  columns: number
}

export interface GridRange {
  top: number
  bottom: number
  left: number
  right: number
}

export function at(row: number, column: number): GridCursor {
  return { row, column, anchorRow: row, anchorColumn: column }
}

export function rangeOf(cursor: GridCursor): GridRange {
  return {
    top: Math.min(cursor.row, cursor.anchorRow),
    bottom: Math.max(cursor.row, cursor.anchorRow),
    left: Math.min(cursor.column, cursor.anchorColumn),
    right: Math.max(cursor.column, cursor.anchorColumn),
  }
}

/** A step with the arrow keys; `extend` keeps the other corner where it is. Never leaves the grid. */
export function step(cursor: GridCursor, rows: number, columns: number, size: GridSize, extend = false): GridCursor {
  const row = clamp(cursor.row + rows, size.rows)
  const column = clamp(cursor.column + columns, size.columns)
  return extend ? { ...cursor, row, column } : at(row, column)
}

/**
 * The next cell that may be typed into, row by row; `undefined` beyond the last one.
 * Enter and Tab go on here, Shift goes back.
 */
export function nextEditable(
  cursor: GridCursor,
  isEditable: (column: number, row: number) => boolean,
  size: GridSize,
  back = false,
): GridCursor | undefined {
  const total = size.rows * size.columns
  const direction = back ? -1 : 1
  for (let index = cursor.row * size.columns + cursor.column + direction; index >= 0 && index < total; index += direction) {
    const row = Math.floor(index / size.columns)
    if (isEditable(index % size.columns, row)) return at(row, index % size.columns)
  }
  return undefined
}

/** The first cell of the next row that may be typed into; `undefined` below the last row. */
export function nextLine(cursor: GridCursor, isEditable: (column: number, row: number) => boolean, size: GridSize): GridCursor | undefined {
  return nextEditable(at(cursor.row, size.columns - 1), isEditable, size)
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
