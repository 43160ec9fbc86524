import { emsOf } from './letter-widths.ts'
import type { PrintBlock, PrintRow } from './print-layout.ts'
import type { PageSize } from './page-size.ts'

/** Millimetres of a point. */
const POINT = 0.3528
/** Lines stand a hair further apart than the font asks for (1.448), so that a page that is full here is not too full on paper. */
const LINE = 1.46
/** Room above and below the text of a cell, and the line under it. */
const CELL_PADDING = 1.27
const CELL_SIDES = 2.4
const GAP = 2
/** What the page number takes at the foot. */
export const FOOTER_HEIGHT = 6
const SIGNATURE_HEIGHT = 10

export const contentWidth = ({ width, margin }: PageSize): number => width - 2 * margin

export function lineHeight(size: PageSize, factor = 1): number {
  return size.fontSize * POINT * LINE * factor
}

/** A line may be broken after each Chinese character and between words; what closes stays with what it closes. */
const WORDS = /[（《“‘【]*[\u2e81-\uffff][，。、；：！？）》”’】]*|[^\s\u2e81-\uffff]+\s*|\s+/gu

function linesIn(text: string, width: number, size: PageSize): number {
  const room = Math.max(1, width / (size.fontSize * POINT))
  return text.split('\n').reduce((sum, part) => sum + brokenLines(part, room), 0)
}

/** Lines that a text takes where each holds `room` ems: a word goes over as a whole, one that is longer than a line is broken. */
function brokenLines(text: string, room: number): number {
  let lines = 1
  let used = 0
  for (const [word] of text.matchAll(WORDS)) {
    const width = emsOf(word.trimEnd())
    if (used + width > room) {
      lines += (used === 0 ? 0 : 1) + Math.max(0, Math.ceil(width / room) - 1)
      used = width % room
    } else used += width
    used += emsOf(word) - width
  }
  return lines
}

export function rowHeight(row: Pick<PrintRow, 'cells'>, widths: readonly number[], size: PageSize): number {
  const most = Math.max(1, ...row.cells.map((cell, index) => linesIn(cell, (widths[index] ?? 20) - CELL_SIDES, size)))
  return most * lineHeight(size) + CELL_PADDING
}

/** The height of a block on paper, the gap below it included. */
export function blockHeight(block: PrintBlock, size: PageSize): number {
  switch (block.type) {
    case 'heading':
      return (
        lineHeight(size, block.size / size.fontSize) * linesIn(block.text, contentWidth(size) / (block.size / size.fontSize), size) + GAP
      )
    case 'fields': {
      const width = contentWidth(size) / block.columns
      let height = GAP
      for (let index = 0; index < block.cells.length; index += block.columns) {
        const line = block.cells.slice(index, index + block.columns).map(({ label, text }) => `${label}${text}`)
        height += rowHeight(
          { cells: line },
          line.map(() => width),
          size,
        )
      }
      return height
    }
    case 'table': {
      const widths = block.columns.map((column) => column.width)
      const head = rowHeight({ cells: block.columns.map((column) => column.label) }, widths, size)
      return head + block.rows.reduce((sum, row) => sum + rowHeight(row, widths, size), 0) + GAP
    }
    case 'text':
      return linesIn(block.text, contentWidth(size), size) * lineHeight(size) + GAP
    case 'signatures':
      return SIGNATURE_HEIGHT
    case 'line':
      return GAP
    case 'bars':
      return block.height + lineHeight(size) + GAP
    default:
      return block.height + GAP
  }
}
