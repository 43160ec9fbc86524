import type { PrintDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openPdf, type OpenedPage } from './opened-pdf.fixture.ts'
import { pageSize } from './page-size.ts'
import { paginate } from './paginate.ts'
import type { PrintBlock, PrintLayout } from './print-layout.ts'
import { printPieces } from './print-pieces.ts'
import type { PrintSource } from './print-source.ts'
import { layoutToPdf } from './to-pdf.ts'

const POINTS = 72 / 25.4
/** What may stay empty at the foot of a full page, in lines of text: less than the next row, and what rounding leaves. */
const MOST_EMPTY = 5
const NAMES = ['A4 复印纸 80g 500 张', '中性笔', 'ThinkPad X1 Carbon 笔记本电脑（含键盘膜、鼠标、电脑包）', 'USB-C 数据线']

const amountOf = (index: number): Decimal => Decimal.fromUnits(index * 1_037 + 99, 2)
const write = (sum: Decimal): string => sum.round(2).toString()

/** A document with so many lines. */
function document(rows: number): PrintSource {
  const amounts = Array.from({ length: rows }, (_, index) => amountOf(index))
  const total = amounts.reduce((sum, each) => sum.add(each), Decimal.zero)
  const values: Record<string, string> = { number: 'CG2026110001', supplier: '安居办公家具厂', warehouse: '中心仓' }
  return {
    title: '采购订单 CG2026110001',
    value: (path) =>
      path === 'total'
        ? { label: '合计金额', text: write(total), figure: total, isFigure: true, weight: 1 }
        : { label: path, text: values[path] ?? '', isFigure: false, weight: 1 },
    lines: () => ({
      columns: [
        { name: 'product', label: '商品', isFigure: false, weight: 20, write, isSummed: false },
        { name: 'amount', label: '金额', isFigure: true, weight: 9, write, isSummed: true },
      ],
      rows: amounts.map((figure, index) => ({
        cells: [
          { text: `${index + 1} ${NAMES[index % NAMES.length]}`, figure: null },
          { text: write(figure), figure },
        ],
      })),
    }),
  }
}

const sections = [
  { name: 'heading', type: 'heading', text: '{title}', repeat: true },
  { name: 'head', type: 'fields', fields: [{ name: 'supplier' }, { name: 'warehouse' }, { name: 'number' }] },
  { name: 'lines', type: 'lines', pageSubtotal: true },
  { name: 'totals', type: 'totals', fields: [{ name: 'total', inWords: true }] },
  { name: 'signatures', type: 'signatures' },
] as unknown as PrintDefinition['sections']

function layOut(page: PrintDefinition['page'], rows: number): PrintLayout {
  const size = pageSize(page)
  const print = { kind: 'print', name: 'paper', sections } as PrintDefinition
  const pages = paginate(printPieces(print, document(rows), size, 'zh'), size)
  return { title: '采购订单', page: size, pages }
}

/** What the preview shows of a block, in its order. */
function shownOf(block: PrintBlock): string[] {
  switch (block.type) {
    case 'heading':
    case 'text':
      return [block.text]
    case 'fields':
      return block.cells.flatMap(({ label, text }) => [label, text])
    case 'table':
      return [...block.columns.map(({ label }) => label), ...block.rows.flatMap(({ cells }) => cells)]
    case 'signatures':
      return [...block.labels]
    default:
      return []
  }
}

const shownOn = ({ blocks, footer = '' }: PrintLayout['pages'][number]): string =>
  [...blocks.flatMap(shownOf), footer].join('').replace(/\s/g, '')

/** The lowest line of text that is no page number. */
const lowest = ({ texts, height }: OpenedPage, margin: number): number =>
  Math.max(...texts.map(({ down }) => down).filter((down) => down < (height - margin) * POINTS - 2))

/** Figures that are drawn before these words; a word may be drawn a letter at a time. */
function figuresAbove(texts: OpenedPage['texts'], words: string): Decimal[] {
  let read = ''
  const end = texts.findIndex(({ text }) => (read += text.trim()).includes(words))
  const figures = texts.slice(0, Math.max(0, end)).filter(({ text }) => /^\d+\.\d\d$/.test(text.trim()))
  return figures.map(({ text }) => Decimal.parse(text.trim()))
}

describe('a PDF, opened', () => {
  it.each([
    ['A4', { size: 'A4' }, 210, 297, 130],
    ['A4, lying', { size: 'A4', orientation: 'landscape' }, 297, 210, 90],
    ['A5', { size: 'A5' }, 148, 210, 70],
    ['241 mm, whole', { size: 'continuous-241x280' }, 241, 280, 100],
    ['241 mm, halved', { size: 'continuous-241x140' }, 241, 140, 60],
    ['241 mm, in three', { size: 'continuous-241x93' }, 241, 93, 40],
    ['a roll of a till', { size: '80x200', margin: 4, fontSize: 8 }, 80, 200, 40],
  ] as const)('on %s holds what the preview shows, page for page', async (_name, page, width, height, rows) => {
    const layout = layOut(page, rows)
    const pages = openPdf(await layoutToPdf(layout))
    expect(pages.map((each) => [each.width, each.height].map(Math.round))).toEqual(layout.pages.map(() => [width, height]))
    expect(pages.map(({ written }) => written)).toEqual(layout.pages.map(shownOn))
    expect(pages.length).toBeGreaterThan(1)

    const { margin, fontSize } = layout.page
    let counted = 0
    for (const [index, { written, texts }] of pages.entries()) {
      const pageSum = /本页小计(\d+\.\d\d)/.exec(written)?.[1]
      const figures = figuresAbove(texts, pageSum === undefined ? '合计' : '本页小计')
      const own = figures.reduce((sum, each) => sum.add(each), Decimal.zero)
      if (pageSum !== undefined) expect(own.round(2).toString(), `page ${index + 1}`).toBe(pageSum)
      counted += figures.length
      expect(Math.max(...texts.map(({ left }) => left))).toBeLessThan((width - margin) * POINTS)
    }
    expect(counted).toBe(rows)
    const all = Array.from({ length: rows }, (_, index) => amountOf(index)).reduce((sum, each) => sum.add(each), Decimal.zero)
    expect(pages.map(({ written }) => written).join('')).toContain(`合计${write(all)}`)
    expect(pages.at(-1)!.written).toMatch(/（大写）：[壹贰叁肆伍陆柒捌玖].*[元角分整]/)

    const bottom = (height - margin - 6) * POINTS
    const empty = pages.slice(0, -1).map((each) => (bottom - lowest(each, margin)) / (fontSize * 1.448))
    expect(Math.max(...empty)).toBeLessThan(MOST_EMPTY)
  })

  it('never needs more pages than the preview, whatever is written in narrow columns', async () => {
    const words = fc.array(fc.constantFrom('ThinkPad', 'X1', 'WWW-MMM', '复印纸', '（含', '），', 'GB/T 1.1-2020', '0.55', '规格：', ' '), {
      maxLength: 14,
    })
    const size = pageSize({ size: 'A5' })
    const column = { align: 'left', width: (size.width - 2 * size.margin) / 4 } as const
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 40, maxLength: 120 }), async (cells) => {
        const texts = cells.map((parts) => parts.join(''))
        const content = {
          type: 'flow' as const,
          columns: ['a', 'b', 'c', 'd'].map((label) => ({ ...column, label })),
          rows: texts.map((text, index) => ({ cells: [text, '1', texts[index - 1] ?? '', '2'], figures: [null, null, null, null] })),
          sums: [undefined, undefined, undefined, undefined],
        }
        const pages = paginate([{ content, repeat: false }], size)
        const opened = openPdf(await layoutToPdf({ title: '', page: size, pages }))
        expect(opened.map(({ written }) => written)).toEqual(pages.map(shownOn))
      }),
      { numRuns: 12, seed: 10292361, endOnFailure: true },
    )
  })

  it('of a label is as large as the label, and holds no page number', async () => {
    const size = pageSize({ size: 'label-40x30' })
    const print = {
      kind: 'print',
      name: 'label',
      sections: [
        { name: 'name', type: 'text', text: '{number}' },
        { name: 'code', type: 'barcode', value: 'number', height: 10 },
      ],
    }
    const pages = paginate(printPieces(print as PrintDefinition, document(1), size, 'zh'), size)
    const [label, ...others] = openPdf(await layoutToPdf({ title: '标签', page: size, pages }))
    expect(others).toEqual([])
    expect([label!.width, label!.height].map(Math.round)).toEqual([40, 30])
    expect(label!.written).toBe('CG2026110001CG2026110001')
  })
})
