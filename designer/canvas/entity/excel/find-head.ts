import type { SheetCell } from './excel-sheet.ts'
import type { Grid, Region } from './sheet-regions.ts'
import { letterOf, type Cell, type TableColumn } from './sheet-table.ts'
import { readWrittenDate, readWrittenNumber } from './written-value.ts'

/** The headings of a region: rows from 0, the end not included. */
export interface Head {
  readonly top: number
  readonly bottom: number
  readonly columns: readonly TableColumn[]
}

/** Rows above the headings: titles, who made it, when. */
const MOST_ABOVE = 12
const LONGEST_HEADING = 60
/** Headings fill at least so much of the width; titles do not. */
const LEAST_FILLED = 0.6
const MOST_HEAD_ROWS = 3

/** Where the headings of a region stand and what they say, joined over several rows. Undefined where there are none with data under them. */
export function findHead(grid: Grid, region: Region): Head | undefined {
  const width = widestRow(grid, region)
  for (let row = region.top; row < Math.min(region.bottom - 1, region.top + MOST_ABOVE); row++) {
    if (!isHeading(grid.wide[row]!.slice(region.left, region.right), width)) continue
    const top = hasParents(grid, region, row) ? row - 1 : row
    const bottom = bottomOf(grid, region, row)
    if (bottom >= region.bottom) return undefined
    return { top, bottom, columns: columnsOf(grid, region, top, bottom) }
  }
  return undefined
}

function widestRow({ down }: Grid, { top, bottom, left, right }: Region): number {
  return down.slice(top, bottom).reduce((most, row) => Math.max(most, countOf(row.slice(left, right))), 0)
}

const countOf = (cells: readonly Cell[]): number => cells.filter((cell) => cell !== undefined).length

function isHeading(cells: readonly Cell[], width: number): boolean {
  const filled = cells.filter((cell) => cell !== undefined)
  const words = filled.filter((cell) => cell.kind === 'text' && cell.formula === undefined && cell.text.length <= LONGEST_HEADING)
  const years = filled.filter((cell) => cell.kind === 'number' && cell.formula === undefined && /^(19|20)\d{2}$/.test(cell.text))
  return (
    new Set(filled.map(({ text }) => text)).size >= 2 &&
    filled.length >= Math.max(2, Math.ceil(width * LEAST_FILLED)) &&
    words.length >= 1 &&
    words.length + years.length === filled.length &&
    words.length * 2 >= filled.length &&
    !words.some(({ text }) => isRemark(text))
  )
}

/** `Made by: …`: a word with its value in one cell. */
export const isRemark = (text: string): boolean => /^[^:：]{1,12}[:：]\s*\S/.test(text)

/** Headings that come twice in a row are told apart by what stands above them. */
function hasParents({ wide }: Grid, { top, left, right }: Region, row: number): boolean {
  if (row === top) return false
  const texts = wide[row]!.slice(left, right).flatMap((cell) => (cell === undefined ? [] : [cell.text]))
  const above = wide[row - 1]!.slice(left, right).filter((cell) => cell !== undefined)
  return (
    new Set(texts).size < texts.length &&
    new Set(above.map(({ text }) => text)).size >= 2 &&
    above.every(({ kind, text }) => kind === 'text' && !isRemark(text))
  )
}

/** The first row of data: headings go on below where a cell of them covers several columns, or leaves some to the next row. */
function bottomOf(grid: Grid, region: Region, row: number): number {
  let bottom = row + 1
  while (bottom < region.bottom - 1 && bottom - row < MOST_HEAD_ROWS && goesOn(grid, region, bottom)) bottom++
  return bottom
}

function goesOn({ wide, down, merges }: Grid, { bottom, left, right }: Region, next: number): boolean {
  const cells = down[next]!.slice(left, right)
  const filled = cells.filter((cell) => cell !== undefined)
  if (filled.length === 0 || filled.some((cell) => isValue(cell) || cell.formula !== undefined)) return false
  const above = wide[next - 1]!.slice(left, right)
  const isSplit = merges.some(
    (merge) =>
      merge.top < next &&
      merge.bottom === next - 1 &&
      merge.left >= left &&
      merge.right < right &&
      merge.right > merge.left &&
      merge.right - merge.left + 1 < right - left &&
      cells[merge.left - left] !== undefined,
  )
  if (isSplit) return true
  if (merges.some((merge) => merge.top < next && merge.bottom >= next && merge.left >= left && merge.right < right)) return true
  // Without merges: the row fills gaps of the one above, and below it something else than words stands under its words.
  const fillsGaps = cells.some((cell, column) => cell !== undefined && above[column] === undefined)
  const data = down.slice(next + 1, Math.min(bottom, next + 6))
  return (
    fillsGaps &&
    cells.some(
      (cell, column) => cell !== undefined && data.some((each) => each[left + column] !== undefined && isValue(each[left + column]!)),
    )
  )
}

const isValue = ({ kind, text }: SheetCell): boolean =>
  kind !== 'text' || readWrittenNumber(text) !== undefined || readWrittenDate(text) !== undefined

function columnsOf(grid: Grid, region: Region, top: number, bottom: number): TableColumn[] {
  const columns: TableColumn[] = []
  const taken = new Map<string, number>()
  for (let index = region.left; index < region.right; index++) {
    const parts = headingParts(grid, region, index, top, bottom)
    const hasData = grid.down.slice(bottom, region.bottom).some((row) => row[index] !== undefined)
    if (parts.length === 0 && !hasData) continue
    const said = parts.join(' ').slice(0, LONGEST_HEADING)
    const times = (taken.get(said) ?? 0) + 1
    if (said !== '') taken.set(said, times)
    const label = said === '' ? letterOf(index) : times === 1 ? said : `${said} ${times}`
    columns.push({ index, label, ...(said === '' ? { isUnnamed: true } : {}), ...(times > 1 && said !== '' ? { isDuplicate: true } : {}) })
  }
  return columns
}

/** What the rows of headings say over a column, from above; a heading above goes on to the right over those below it. */
function headingParts({ wide, down }: Grid, { left }: Region, column: number, top: number, bottom: number): string[] {
  const parts: string[] = []
  for (let row = top; row < bottom; row++) {
    const own = wide[row]![column]?.text
    const isOver = row < bottom - 1 && down.slice(row + 1, bottom).some((each) => each[column] !== undefined)
    const text = (own ?? (isOver ? nearestLeft(wide[row]!, column, left) : undefined))?.replaceAll(/\s+/g, ' ')
    if (text !== undefined && text !== parts.at(-1)) parts.push(text)
  }
  return parts
}

function nearestLeft(cells: readonly Cell[], column: number, left: number): string | undefined {
  for (let index = column - 1; index >= left; index--) if (cells[index] !== undefined) return cells[index]!.text
  return undefined
}
