import type { GridColumn } from './grid-column.ts'

/** Width of the row numbers. */
const NUMBER_WIDTH = 44
export const NARROWEST = 48

/** CSS grid columns: text columns share what is left, figures keep their width; a column that was dragged keeps its own. */
export function templateOf(columns: readonly GridColumn[], resized: Readonly<Record<string, number>>): string {
  const tracks = columns.map((column) => {
    const width = resized[column.name]
    if (width !== undefined) return `${width}px`
    return column.align === 'start' ? `minmax(${column.width}px, ${column.width}fr)` : `${column.width}px`
  })
  return `${NUMBER_WIDTH}px ${tracks.join(' ')}`
}

/** Where a cell stands in the drawn grid, measured on its head cell: the same columns, without asking the row. */
export function boxOf(head: HTMLElement, column: number): { left: number; width: number } {
  const cell = head.children[column + 1] as HTMLElement | undefined
  return cell === undefined ? { left: 0, width: 0 } : { left: cell.offsetLeft, width: cell.offsetWidth }
}
