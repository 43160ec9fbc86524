import type { SheetCell } from './excel-sheet.ts'

/** A cell, or nothing. */
export type Cell = SheetCell | undefined

export interface TableColumn {
  /** Column of the sheet, from 0. */
  readonly index: number
  /** What the heading says; its letter where there is none. */
  readonly label: string
  readonly isUnnamed?: boolean
  /** The same heading stands over an earlier column. */
  readonly isDuplicate?: boolean
}

export interface TableRow {
  readonly cells: readonly Cell[]
  /** Row of the sheet, from 1. */
  readonly number: number
}

/** What was understood of a table besides its columns, to be said in words; rows are counted from 1. */
export interface TableNotes {
  /** Row of the headings, the first of them where there are several. */
  readonly head: number
  readonly headRows: number
  /** What stands above the headings. */
  readonly title?: string
  readonly totals: number
  readonly footers: number
  /** Headings that come again further down. */
  readonly repeated: number
  /** Rows of the file, where not all were looked at. */
  readonly total?: number
}

/** A table on a sheet: headings and the rows under them, without titles, totals and remarks. */
export interface SheetTable {
  readonly sheet: string
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  readonly notes: TableNotes
}

/** `A`, `B` … `AA`. */
export function letterOf(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `${letterOf(Math.floor(column / 26) - 1)}${letterOf(column % 26)}`
}
