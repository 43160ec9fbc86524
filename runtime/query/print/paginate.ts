import { Decimal } from '@formwork/platform/value/index.ts'
import { blockHeight, FOOTER_HEIGHT, rowHeight } from './measure.ts'
import type { PageSize } from './page-size.ts'
import type { PrintBlock, PrintColumn, PrintPage, PrintRow } from './print-layout.ts'

/** A row of lines before it is known on which page it comes: its text, and the exact figures of the columns that are added up. */
export interface FlowRow {
  readonly cells: readonly string[]
  readonly figures: readonly (Decimal | null)[]
  readonly kind?: 'subtotal'
}

/** Lines that flow over as many pages as they need, their head repeated on each. */
export interface Flow {
  readonly type: 'flow'
  readonly columns: readonly PrintColumn[]
  readonly rows: readonly FlowRow[]
  /** Which columns are added up, and how a sum is written. */
  readonly sums: readonly (((sum: Decimal) => string) | undefined)[]
  readonly pageSubtotal?: string
  readonly total?: string
  /** The cells of the last row, where they are known and not added up. */
  readonly totals?: readonly (string | undefined)[]
}

export interface Piece {
  readonly content: PrintBlock | Flow
  /** Stands at the top of every page. */
  readonly repeat: boolean
}

/** Breaks pieces into pages; `rows`: at most so many lines on each. No page is ever too full, none but the last without need half empty. */
export function paginate(pieces: readonly Piece[], size: PageSize, rows = Number.POSITIVE_INFINITY): PrintPage[] {
  const room = size.height - 2 * size.margin - (size.isLabel ? 0 : FOOTER_HEIGHT)
  const repeated = pieces.flatMap(({ content, repeat }) => (repeat && content.type !== 'flow' ? [content] : []))
  const pages: PrintBlock[][] = [[]]
  let left = room
  const put = (block: PrintBlock, height: number): void => {
    pages.at(-1)!.push(block)
    left -= height
  }
  const turn = (): void => {
    pages.push([])
    left = room
    for (const block of repeated) put(block, blockHeight(block, size))
  }
  for (const { content } of pieces) {
    if (content.type !== 'flow') {
      const height = blockHeight(content, size)
      if (height > left && pages.at(-1)!.length > 0) turn()
      put(content, height)
      continue
    }
    let from = 0
    do {
      const until = takeRows(content, from, left, size, rows)
      if (until === from && left < room / 2) {
        turn()
        continue
      }
      const end = Math.max(until, Math.min(from + 1, content.rows.length))
      const block = tableOf(content, from, end)
      put(block, blockHeight(block, size))
      from = end
      if (from < content.rows.length) turn()
    } while (from < content.rows.length)
  }
  return pages.map((blocks, index) => ({ blocks, footer: size.isLabel ? undefined : `${index + 1} / ${pages.length}` }))
}

/** How many rows fit: with the head, the subtotal of the page, and the total if they are the last ones. */
function takeRows(flow: Flow, from: number, left: number, size: PageSize, most: number): number {
  const line = rowHeight({ cells: [''] }, [], size)
  const whole = rowsWithin(flow, from, flow.total === undefined ? left : left - line, size, most)
  if (whole === flow.rows.length) return whole
  // The total stands below the last row, so that one goes over with it.
  return Math.min(rowsWithin(flow, from, left, size, most), flow.rows.length - 1)
}

function rowsWithin(flow: Flow, from: number, left: number, size: PageSize, most: number): number {
  const widths = flow.columns.map((column) => column.width)
  const line = rowHeight({ cells: [''] }, widths, size)
  const reserved = (flow.pageSubtotal === undefined ? 0 : line) + 2
  let height = rowHeight({ cells: flow.columns.map((column) => column.label) }, widths, size) + reserved
  let until = from
  while (until < flow.rows.length && until - from < most) {
    height += rowHeight(flow.rows[until]!, widths, size)
    if (height > left) break
    until += 1
  }
  return until
}

function tableOf(flow: Flow, from: number, until: number): PrintBlock {
  const part = flow.rows.slice(from, until)
  const rows: PrintRow[] = part.map(({ cells, kind }) => ({ cells, kind: kind ?? 'plain' }))
  const isWhole = from === 0 && until === flow.rows.length
  if (flow.pageSubtotal !== undefined && !isWhole) rows.push(sumRow(flow, part, flow.pageSubtotal, 'subtotal'))
  if (flow.total !== undefined && until === flow.rows.length) rows.push(totalRow(flow, flow.total))
  return { type: 'table', columns: flow.columns, rows }
}

/** The column of line numbers has no room for a word: it stands in the next one where that is free. */
const ROOM_FOR_WORDS = 12

function putLabel({ columns }: Flow, cells: string[], label: string): void {
  const place = columns[0]!.width < ROOM_FOR_WORDS && cells[1] === '' ? 1 : 0
  if (cells[place] === '') cells[place] = label
}

function totalRow(flow: Flow, label: string): PrintRow {
  if (flow.totals === undefined) return sumRow(flow, flow.rows, label, 'total')
  const cells = flow.columns.map((_column, index) => flow.totals?.[index] ?? '')
  putLabel(flow, cells, label)
  return { cells, kind: 'total' }
}

function sumRow(flow: Flow, part: readonly FlowRow[], label: string, kind: 'subtotal' | 'total'): PrintRow {
  const cells = flow.sums.map((write, index) => {
    if (write === undefined) return ''
    const figures = part.filter((row) => row.kind === undefined).map((row) => row.figures[index])
    return write(figures.reduce<Decimal>((sum, figure) => (figure ? sum.add(figure) : sum), Decimal.zero))
  })
  putLabel(flow, cells, label)
  return { cells, kind }
}
