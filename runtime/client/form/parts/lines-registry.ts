import type { GridColumn } from '@formwork/runtime/ui/grid/grid-column.ts'
import type { InjectionKey } from 'vue'

/** How the page reaches a cell of lines that it shows: what an error summary jumps to. */
export interface LinesHandle {
  focusCell(row: number, field: string): void
  /** Every column that there is, shown or not. */
  columns(): readonly GridColumn[]
}

export const linesRegistryKey: InjectionKey<Map<string, LinesHandle>> = Symbol('lines on the page')
