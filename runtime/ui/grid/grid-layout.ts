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

export interface ColumnBox {
  left: number
  width: number
}

/** Where the columns stand in the drawn grid, summed up from their head cells: one that stays while the rest scrolls tells no place of its own. */
export function boxesOf(head: HTMLElement): ColumnBox[] {
  const [number, ...cells] = Array.from(head.children, (cell) => cell.getBoundingClientRect().width)
  let left = number ?? NUMBER_WIDTH
  return cells.map((width) => {
    const box = { left, width }
    left += width
    return box
  })
}

/** How far a grid must be scrolled sideways so that a cell is seen whole beside the columns that stay. */
export function scrollFor(box: ColumnBox, frozenWidth: number, view: { left: number; width: number }): number {
  if (box.left < view.left + frozenWidth) return Math.max(0, box.left - frozenWidth)
  const end = box.left + box.width
  if (end > view.left + view.width) return Math.min(box.left - frozenWidth, end - view.width)
  return view.left
}
