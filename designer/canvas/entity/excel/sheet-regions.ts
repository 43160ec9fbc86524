import type { Sheet } from './excel-sheet.ts'
import type { Cell } from './sheet-table.ts'

/** A sheet with its merged cells spread out. */
export interface Grid {
  /** Over the whole of a merge: for headings. */
  readonly wide: readonly (readonly Cell[])[]
  /** Down the first column of a merge: for rows of data, where one value holds for several rows. */
  readonly down: readonly (readonly Cell[])[]
  readonly merges: NonNullable<Sheet['merges']>
}

/** A part of a sheet that may be a table; columns and rows from 0, the ends not included. */
export interface Region {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function spreadMerges({ rows, merges = [] }: Sheet): Grid {
  const wide = rows.map((row) => [...row])
  const down = rows.map((row) => [...row])
  for (const { top, left, bottom, right } of merges) {
    const cell = rows[top]?.[left]
    if (cell === undefined) continue
    for (let row = top; row <= Math.min(bottom, rows.length - 1); row++) {
      down[row]![left] = cell
      for (let column = left; column <= Math.min(right, rows[row]!.length - 1); column++) wide[row]![column] = cell
    }
  }
  return { wide, down, merges }
}

/** Parts of a sheet between empty rows, from top to bottom; each over the whole width of what is filled. */
export function bandsOf({ down }: Grid): Region[] {
  const bands: Region[] = []
  let top: number | undefined
  for (let row = 0; row <= down.length; row++) {
    const isFilled = down[row]?.some((cell) => cell !== undefined) === true
    if (isFilled) top ??= row
    else if (top !== undefined) {
      bands.push(withinColumns(down, top, row))
      top = undefined
    }
  }
  return bands
}

/** Parts of a band between empty columns, from left to right. */
export function blocksOf({ down }: Grid, band: Region): Region[] {
  const blocks: Region[] = []
  let left: number | undefined
  for (let column = band.left; column <= band.right; column++) {
    const isFilled = column < band.right && down.slice(band.top, band.bottom).some((row) => row[column] !== undefined)
    if (isFilled) left ??= column
    else if (left !== undefined) {
      const rows = down.map(
        (row, index) => index >= band.top && index < band.bottom && row.slice(left, column).some((cell) => cell !== undefined),
      )
      blocks.push({ top: rows.indexOf(true), bottom: rows.lastIndexOf(true) + 1, left, right: column })
      left = undefined
    }
  }
  return blocks
}

function withinColumns(down: Grid['down'], top: number, bottom: number): Region {
  const rows = down.slice(top, bottom)
  const filled = rows.flatMap((row) => row.flatMap((cell, column) => (cell === undefined ? [] : [column])))
  return {
    top,
    bottom,
    left: filled.reduce((least, column) => Math.min(least, column)),
    right: filled.reduce((most, column) => Math.max(most, column)) + 1,
  }
}
