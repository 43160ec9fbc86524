import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LineRow } from './line-row.ts'

/** A column as the grid sees it: how to show, how to read. Knows nothing of field types. */
export interface GridColumn {
  /** The field that a cell holds, and that is typed into. */
  readonly name: string
  /** The field that the column is about: another one where a figure is entered in a measure of its own. */
  readonly about: string
  readonly label: string
  readonly width: number
  readonly align: 'start' | 'center' | 'end'
  readonly isRequired: boolean
  readonly isReadOnly: boolean
  readonly assist?: 'records' | 'options' | 'sheet' | 'toggle'
  readonly entity?: string
  readonly field: FieldDefinition
  /** Whether this row has such a cell; without one it is empty and is not typed into. Absent: every row has. */
  isShown?(row: LineRow): boolean
  /** Whether this row is asked for it, although not every row is. */
  isAsked?(row: LineRow): boolean
  /** What the cell shows. */
  text(row: LineRow): string
  /** What an editor starts with. */
  write(row: LineRow): string
  /** Text to a value, or what is wrong with it. Empty text never reaches it. */
  read(text: string): { value: unknown } | { problem: string }
}

/** Whether the cell of a row may be typed into. */
export const isOpenCell = (column: GridColumn, row: LineRow | undefined): boolean =>
  !column.isReadOnly && (row === undefined || column.isShown?.(row) !== false)
