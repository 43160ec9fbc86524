import type { GridColumn } from './grid-column.ts'

/** Width of the row numbers. */
const NUMBER_WIDTH = 44
export const NARROWEST = 48

/** Words give way to figures where there is little room: so much of their width stays. */
const LEAST_SHARE = 0.7

/** CSS grid columns: text columns share what is left, figures keep their width; a column that was dragged keeps its own. */
export function templateOf(columns: readonly GridColumn[], resized: Readonly<Record<string, number>>): string {
  const tracks = columns.map((column) => {
    const least = leastOf(column, resized)
    return isShared(column, resized) ? `minmax(${least}px, ${column.width}fr)` : `${least}px`
  })
  return `${NUMBER_WIDTH}px ${tracks.join(' ')}`
}

/** Points below which the columns are scrolled sideways. */
export function leastWidth(columns: readonly GridColumn[], resized: Readonly<Record<string, number>>): number {
  return columns.reduce((sum, column) => sum + leastOf(column, resized), NUMBER_WIDTH)
}

const isShared = (column: GridColumn, resized: Readonly<Record<string, number>>): boolean =>
  resized[column.name] === undefined && column.align === 'start'

function leastOf(column: GridColumn, resized: Readonly<Record<string, number>>): number {
  if (isShared(column, resized)) return Math.max(NARROWEST, Math.round(column.width * LEAST_SHARE))
  return resized[column.name] ?? column.width
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
