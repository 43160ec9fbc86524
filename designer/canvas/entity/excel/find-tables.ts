import { readsDownward } from './excel-formula.ts'
import type { Sheet } from './excel-sheet.ts'
import { findHead, isRemark, type Head } from './find-head.ts'
import { bandsOf, blocksOf, spreadMerges, type Grid, type Region } from './sheet-regions.ts'
import type { Cell, SheetTable, TableColumn, TableRow } from './sheet-table.ts'

const TOTAL_ROW = /^(本页|本月|累计|年度)?(合计|总计|小计|共计|total|subtotal|grandtotal|sum)([(（:：].*)?$/i
/** Names of sheets that say nothing. */
const NO_NAME = /^(sheet|工作表|表|table)\s*\d*$/i
/** Rows at the end that are remarks, not data, fill at most so much of the width. */
const MOST_OF_A_REMARK = 0.34
const MOST_REMARKS = 6

interface OpenTable {
  readonly region: Region
  readonly head: Head
  readonly title: string | undefined
  rows: TableRow[]
  repeated: number
}

/** The tables of a sheet, one under or beside another, with what stands around them left out. */
export function findTables(sheet: Sheet): SheetTable[] {
  const grid = spreadMerges(sheet)
  const open: OpenTable[] = []
  let title: string | undefined
  for (const band of bandsOf(grid)) {
    for (const region of regionsOf(grid, band)) {
      const head = findHead(grid, region)
      const before = open.findLast((table) => isUnder(region, table.region))
      if (before !== undefined && (head === undefined || goesOnWith(grid, head, before))) addRows(grid, region, head, before)
      else if (head !== undefined) {
        const own = titleAbove(grid, region, head) ?? title
        open.push({ region, head, title: own, rows: rowsOf(grid, region, head.bottom), repeated: 0 })
      }
      title = head === undefined && before === undefined ? (titleAbove(grid, region, undefined) ?? title) : undefined
    }
  }
  const tables = open.filter(({ rows }) => rows.length > 0)
  return tables.map((table) => closeTable(sheet, table, tables.length > 1))
}

/** Tables stand beside each other where each has headings of its own and they do not go together. */
function regionsOf(grid: Grid, band: Region): Region[] {
  const blocks = blocksOf(grid, band)
  const heads = blocks.map((block) => findHead(grid, block))
  const known = heads.filter((head) => head !== undefined)
  if (known.length < 2 || known.length < blocks.length) return [band]
  const labels = known.map(({ columns }) => columns.map(({ label }) => label))
  const isRepeated = new Set(labels.flat()).size < labels.flat().length
  const ends = new Set(blocks.map(({ bottom }) => bottom))
  const tops = new Set(known.map(({ top }) => top))
  return isRepeated || ends.size > 1 || tops.size > 1 ? blocks : [band]
}

/** Whether a region lies within the columns of a table above it. */
function isUnder(region: Region, above: Region): boolean {
  return region.top >= above.bottom && region.left >= above.left && region.right <= above.right
}

/** What looks like headings but says the same again, or is one more row of words in a table of words, begins no new table. */
function goesOnWith({ down }: Grid, head: Head, { head: known, rows }: OpenTable): boolean {
  if (labelsOf(head.columns) === labelsOf(known.columns)) return true
  return head.columns.every(({ index }) => {
    const cells = rows.map(({ cells: each }) => each[index]).filter((cell) => cell !== undefined)
    const here = down.slice(head.bottom, head.bottom + 5).flatMap((row) => (row[index] === undefined ? [] : [row[index]]))
    return cells.length > 0 && [...cells, ...here].every(({ kind, text }) => kind === 'text' && !/^\d/.test(text))
  })
}

const labelsOf = (columns: readonly TableColumn[]): string => columns.map(({ index, label }) => `${index} ${label}`).join('\n')

function addRows(grid: Grid, region: Region, head: Head | undefined, table: OpenTable): void {
  const isSame = head !== undefined && labelsOf(head.columns) === labelsOf(table.head.columns)
  if (isSame) table.repeated++
  table.rows.push(...rowsOf(grid, region, isSame ? head.bottom : region.top))
}

function rowsOf({ down }: Grid, { bottom, left, right }: Region, from: number): TableRow[] {
  return down.slice(from, bottom).map((row, index) => ({
    cells: row.map((cell, column) => (column >= left && column < right ? cell : undefined)),
    number: from + index + 1,
  }))
}

/** The nearest line above the headings that is one text and no remark. */
function titleAbove({ wide }: Grid, { top, bottom, left, right }: Region, head: Head | undefined): string | undefined {
  return wide
    .slice(top, head?.top ?? bottom)
    .map((row) => [...new Set(row.slice(left, right).flatMap((cell) => (cell === undefined ? [] : [cell.text])))])
    .findLast((texts) => texts.length === 1 && texts[0]!.length <= 40 && !isRemark(texts[0]!))?.[0]
}

function closeTable(sheet: Sheet, { head, title, rows, repeated }: OpenTable, isOneOfMany: boolean): SheetTable {
  const inside = rows.filter(({ cells }) => cells.some((cell) => cell !== undefined))
  const withoutHeads = inside.filter(({ cells }) => !isHeadAgain(cells, head.columns))
  const data = withoutHeads.filter((row) => !isTotal(row))
  const kept = withoutRemarks(data, head.columns.length)
  const isNameless = NO_NAME.test(sheet.name.trim()) || isOneOfMany
  return {
    sheet: sheet.name,
    label: (isNameless ? (title ?? sheet.name) : sheet.name).slice(0, 60),
    columns: head.columns.filter(({ index, isUnnamed }) => isUnnamed !== true || kept.some(({ cells }) => cells[index] !== undefined)),
    rows: kept,
    notes: {
      head: head.top + 1,
      headRows: head.bottom - head.top,
      ...(title === undefined ? {} : { title }),
      totals: withoutHeads.length - data.length,
      footers: data.length - kept.length,
      repeated: repeated + inside.length - withoutHeads.length,
      ...(sheet.total !== undefined && rows.at(-1)!.number >= sheet.rows.length ? { total: sheet.total } : {}),
    },
  }
}

function isHeadAgain(cells: readonly Cell[], columns: readonly TableColumn[]): boolean {
  const filled = columns.filter(({ index }) => cells[index] !== undefined)
  return (
    filled.length >= 2 &&
    filled.length * 2 >= columns.length &&
    filled.every(({ index, label }) => label === cells[index]!.text || label.startsWith(`${cells[index]!.text} `))
  )
}

function isTotal({ cells }: TableRow): boolean {
  const filled = cells.filter((cell) => cell !== undefined)
  const first = filled.slice(0, 3).some(({ kind, text }) => kind === 'text' && TOTAL_ROW.test(text.replaceAll(/\s/g, '')))
  return first || filled.some(({ formula }) => formula !== undefined && readsDownward(formula) && /\b(SUM|SUBTOTAL)\(/.test(formula))
}

/** Who made it, what to mind: at the end, words over few columns. */
function withoutRemarks(rows: readonly TableRow[], columns: number): TableRow[] {
  const most = Math.max(1, Math.floor(columns * MOST_OF_A_REMARK))
  let end = rows.length
  while (end > 1 && rows.length - end < MOST_REMARKS && columns > 2 && isRemarkRow(rows[end - 1]!, most)) end--
  return rows.slice(0, end)
}

function isRemarkRow({ cells }: TableRow, most: number): boolean {
  const filled = cells.filter((cell) => cell !== undefined)
  const texts = new Set(filled.map(({ text }) => text))
  return (
    filled.every(({ kind }) => kind === 'text') &&
    (texts.size <= most
      ? filled.some(({ text }) => isRemark(text) || text.length > 12 || texts.size === 1)
      : filled.every(({ text }) => isRemark(text)))
  )
}
