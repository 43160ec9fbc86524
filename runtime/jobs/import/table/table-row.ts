import { fail } from '@formwork/platform/error/index.ts'

/** A row of a table as its file counts it, from 1; empty cells are null. */
export interface TableRow {
  readonly row: number
  readonly cells: readonly (string | null)[]
}

export interface TableOptions {
  /** Position of the sheet in a workbook, from 0. */
  readonly sheet?: number
  /** Of a text file; absent: told by its content. */
  readonly encoding?: string
}

/** What a file is, told by its content, with its rows. */
export interface Table {
  readonly format: 'xlsx' | 'csv'
  /** Names of the sheets of a workbook. */
  readonly sheets: readonly string[]
  readonly encoding?: string
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>
}

export const MOST_ROWS = 100_000
export const MOST_COLUMNS = 500
/** What a spreadsheet can keep in a cell. */
const LONGEST_CELL = 32_767

/** Errors: `file-refused` with the reason in both languages. */
export function refuseFile(zh: string, en: string): Error {
  return fail('file-refused', { name: '', reason: { zh, en } })
}

/** Empty text is nothing. Errors: `file-refused` for a cell that no spreadsheet could hold. */
export function cellOf(text: string, row: number): string | null {
  if (text.length > LONGEST_CELL) throw refuseFile(`第 ${row} 行有过长的单元格`, `a cell in row ${row} is too long`)
  return text.trim() === '' ? null : text
}

/** Without the empty cells at the end. */
export function trimRow(cells: (string | null)[]): (string | null)[] {
  let length = Math.min(cells.length, MOST_COLUMNS)
  while (length > 0 && (cells[length - 1] ?? null) === null) length--
  return Array.from({ length }, (_, index) => cells[index] ?? null)
}
