import { createRequire } from 'node:module'
import { contentWidth, lineHeight } from './measure.ts'
import type { PageSize } from './page-size.ts'
import type { PrintAlign, PrintBlock, PrintLayout, PrintRow } from './print-layout.ts'

/** pdfmake as far as it is used here; it brings no types of its own. */
interface PdfMake {
  setFonts(fonts: Record<string, { normal: string; bold: string }>): void
  setUrlAccessPolicy(policy: (url: string) => boolean): void
  setLocalAccessPolicy(policy: (path: string) => boolean): void
  createPdf(definition: object): { getBuffer(): Promise<Uint8Array> }
}
type Node = Record<string, unknown>

const require = createRequire(import.meta.url)
/** Points of a millimetre. */
export const POINTS = 72 / 25.4
const HAIR = 0.5
const INK = '#1d2129'
const QUIET = '#f2f3f5'
const BORDER = '#86909c'
const font = (weight: string): string => require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}`)
let prepared: PdfMake | undefined

/** Everything is on this machine: two files of one font, nothing else, and nothing from the network. */
function pdfMake(): PdfMake {
  if (prepared !== undefined) return prepared
  const files = { normal: font('400Regular/NotoSansSC_400Regular.ttf'), bold: font('600SemiBold/NotoSansSC_600SemiBold.ttf') }
  const made = require('pdfmake') as PdfMake
  made.setFonts({ Noto: files })
  made.setUrlAccessPolicy(() => false)
  made.setLocalAccessPolicy((path) => Object.values(files).includes(path))
  return (prepared = made)
}

/** A laid-out document as a PDF: page for page what the preview shows. The definition is built anew each time: pdfmake changes it. */
export async function layoutToPdf(layout: PrintLayout): Promise<Uint8Array> {
  const { width, height, margin, fontSize, shift } = layout.page
  const size: PageSize = { width, height, margin, fontSize, shift, isLabel: layout.pages.every(({ footer }) => footer === undefined) }
  const content = layout.pages.map(({ blocks }, index): Node => ({
    stack: blocks.map((block) => drawBlock(block, size)),
    pageBreak: index === 0 ? undefined : 'before',
  }))
  return drawPdf({
    pageSize: { width: width * POINTS, height: height * POINTS },
    pageMargins: marginsOf(size),
    info: { title: layout.title },
    defaultStyle: { fontSize },
    footer: (page: number): Node => ({
      text: layout.pages[page - 1]?.footer ?? '',
      alignment: 'center',
      fontSize: fontSize - 1,
      margin: [0, Math.max(0, margin * POINTS - 20), 0, 0],
    }),
    content,
  })
}

/** A page that pdfmake describes, in the one font there is. */
export function drawPdf({ defaultStyle, ...page }: Node & { defaultStyle?: Node }): Promise<Uint8Array> {
  return pdfMake()
    .createPdf({ ...page, defaultStyle: { font: 'Noto', color: INK, ...defaultStyle } })
    .getBuffer()
}

/** Left, top, right, bottom in points: a calibrated page is moved as a whole, its content keeps its width. */
function marginsOf({ margin, shift = { right: 0, down: 0 } }: PageSize): number[] {
  const { right, down } = shift
  return [margin + right, margin + down, margin - right, margin - down].map((each) => Math.max(0, each) * POINTS)
}

const below = (millimetres: number): number[] => [0, 0, 0, millimetres * POINTS]

function drawBlock(block: PrintBlock, size: PageSize): Node {
  switch (block.type) {
    case 'heading':
      return { text: block.text, fontSize: block.size, bold: true, alignment: block.align, margin: below(2) }
    case 'text':
      return { text: block.text, alignment: block.align, margin: below(2) }
    case 'line':
      return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: contentWidth(size) * POINTS, y2: 0, lineWidth: HAIR }], margin: below(2) }
    case 'fields':
      return drawFields(block)
    case 'table':
      return drawTable(block)
    case 'signatures':
      return {
        columns: block.labels.map((label) => ({ text: label })),
        margin: [0, 3 * POINTS, 0, 2 * POINTS],
      }
    case 'image':
      return { image: block.source, fit: [contentWidth(size) * POINTS, block.height * POINTS], alignment: block.align, margin: below(2) }
    case 'bars':
      return drawBars(block, size)
    case 'squares':
      return drawSquares(block, size)
  }
}

function drawFields({ columns, cells }: Extract<PrintBlock, { type: 'fields' }>): Node {
  const body: Node[][] = []
  for (let index = 0; index < cells.length; index += columns) {
    const line = cells.slice(index, index + columns).map(({ label, text }): Node => ({ text: `${label}${text}` }))
    while (line.length < columns) line.push({ text: '' })
    body.push(line)
  }
  return { table: { widths: Array.from({ length: columns }, () => '*'), body }, layout: tight(0), margin: below(2) }
}

function drawTable({ columns, rows }: Extract<PrintBlock, { type: 'table' }>): Node {
  const head = columns.map(({ label, align }): Node => ({
    text: label,
    bold: true,
    alignment: align === 'left' ? 'left' : align,
    fillColor: QUIET,
  }))
  const body = rows.map((row) => columns.map(({ align }, index) => drawCell(row, index, align)))
  const padding = 2 * SIDE + HAIR
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => Math.max(4, width * POINTS - padding)),
      body: [head, ...body],
    },
    layout: tight(HAIR),
    margin: below(2),
  }
}

function drawCell({ cells, kind }: PrintRow, index: number, align: PrintAlign): Node {
  const cell: Node = { text: cells[index] ?? '', alignment: align }
  return kind === 'plain' ? cell : { ...cell, bold: true, fillColor: kind === 'total' ? QUIET : undefined }
}

const SIDE = 3
const tight = (line: number): Node => ({
  hLineWidth: () => line,
  vLineWidth: () => line,
  hLineColor: () => BORDER,
  vLineColor: () => BORDER,
  paddingLeft: () => (line === 0 ? 0 : SIDE),
  paddingRight: () => (line === 0 ? SIDE * 2 : SIDE),
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
})

/** Where a drawing of this width begins. */
function leftOf(align: PrintAlign, width: number, size: PageSize): number {
  const room = contentWidth(size) * POINTS
  return align === 'right' ? room - width : align === 'center' ? (room - width) / 2 : 0
}

function drawBars(block: Extract<PrintBlock, { type: 'bars' }>, size: PageSize): Node {
  const room = contentWidth(size) * POINTS
  const module = Math.min(1.1, room / block.modules.length)
  const width = module * block.modules.length
  const left = leftOf(block.align, width, size)
  const canvas: Node[] = []
  for (const { index, length } of runsOf(block.modules)) {
    canvas.push({ type: 'rect', x: left + index * module, y: 0, w: length * module, h: block.height * POINTS, color: '#000000' })
  }
  return {
    stack: [{ canvas }, { text: block.text, alignment: block.align, fontSize: size.fontSize - 1 }],
    margin: below(lineHeight(size) > 3 ? 2 : 1),
  }
}

function drawSquares(block: Extract<PrintBlock, { type: 'squares' }>, size: PageSize): Node {
  const module = (block.height * POINTS) / block.rows.length
  const left = leftOf(block.align, block.height * POINTS, size)
  const canvas = block.rows.flatMap((row, y) =>
    [...runsOf(row)].map(({ index, length }) => ({
      type: 'rect',
      x: left + index * module,
      y: y * module,
      w: length * module,
      h: module * 1.02,
      color: '#000000',
    })),
  )
  return { canvas, margin: below(2) }
}

function* runsOf(modules: string): Iterable<{ index: number; length: number }> {
  for (const match of modules.matchAll(/1+/g)) yield { index: match.index, length: match[0].length }
}
