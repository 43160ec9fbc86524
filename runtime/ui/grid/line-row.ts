/** One row of lines on its way: what it holds, what it shows, and what was typed and refused. */
export interface LineRow {
  /** Stable while the page is open. */
  readonly key: number
  /** The server's row id; absent until the row was saved. */
  id?: string
  /** What the row holds (inside form); null is empty, absent was never set. */
  values: Record<string, unknown>
  /** What references are called. */
  titles: Record<string, string>
  /** Text that could not be read; kept and shown red. */
  typed: Record<string, string>
  /** What is wrong with a cell, in words. */
  problems: Record<string, string>
  /** Fields that a person set; the others follow defaults and formulas. */
  own: Record<string, true>
}

/** Everything about one cell, so that undo restores exactly what was there. */
export interface CellState {
  value: unknown
  title?: string
  typed?: string
  problem?: string
  own: boolean
}

export interface CellEdit {
  key: number
  column: string
  state: CellState
}

let lastKey = 0

export function createRow(content: Partial<Omit<LineRow, 'key'>> = {}): LineRow {
  return { key: ++lastKey, values: {}, titles: {}, typed: {}, problems: {}, own: {}, ...content }
}

export function readCell(row: LineRow, column: string): CellState {
  return {
    value: row.values[column],
    title: row.titles[column],
    typed: row.typed[column],
    problem: row.problems[column],
    own: row.own[column] === true,
  }
}

export function writeCell(row: LineRow, column: string, state: CellState): void {
  put(row.values, column, state.value)
  put(row.titles, column, state.title)
  put(row.typed, column, state.typed)
  put(row.problems, column, state.problem)
  put(row.own, column, state.own ? true : undefined)
}

/** A row that nobody has put anything into is not part of the record. */
export function isBlank(row: LineRow): boolean {
  return row.id === undefined && Object.keys(row.own).length === 0 && Object.keys(row.typed).length === 0
}

function put<Value>(record: Record<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) delete record[name]
  else record[name] = value
}
