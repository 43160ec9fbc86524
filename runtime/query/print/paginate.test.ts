import { Decimal } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockHeight, FOOTER_HEIGHT } from './measure.ts'
import { pageSize } from './page-size.ts'
import { paginate, type Flow } from './paginate.ts'

const flow = (amounts: readonly number[], text = 'ink'): Flow => ({
  type: 'flow',
  columns: [
    { label: 'Item', width: 100, align: 'left' },
    { label: 'Amount', width: 40, align: 'right' },
  ],
  rows: amounts.map((cents) => ({
    cells: [text, Decimal.fromUnits(cents, 2).toString()],
    figures: [null, Decimal.fromUnits(cents, 2)],
  })),
  sums: [undefined, (sum) => sum.round(2).toString()],
  pageSubtotal: '本页小计',
  total: '合计',
})

const size = pageSize({ size: 'continuous-241x140' })
const room = size.height - 2 * size.margin - FOOTER_HEIGHT

describe('pages', () => {
  it('repeats what is to be repeated, ends each page with its subtotal and the last with the total', () => {
    const heading = { type: 'heading', text: '单据', align: 'center', size: 14 } as const
    const pages = paginate(
      [
        { content: heading, repeat: true },
        { content: flow([100, 250, 1]), repeat: false },
      ],
      size,
      2,
    )
    expect(pages.map(({ footer, blocks }) => [footer, ...blocks.map(({ type }) => type)])).toEqual([
      ['1 / 2', 'heading', 'table'],
      ['2 / 2', 'heading', 'table'],
    ])
    const rows = pages.map(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? block.rows.map(({ cells }) => cells.join(' ')) : [])),
    )
    expect(rows).toEqual([
      ['ink 1.00', 'ink 2.50', '本页小计 3.50'],
      ['ink 0.01', '本页小计 0.01', '合计 3.51'],
    ])
  })

  it('never fills a page beyond its height, loses no line, and its subtotals add up to the total', () => {
    const texts = fc.constantFrom('ink', '很长的名称'.repeat(20), 'a\nb\nc')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 120 }), texts, (amounts, text) => {
        const pages = paginate([{ content: flow(amounts, text), repeat: false }], size)
        const tables = pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? [block] : [])))
        for (const { blocks } of pages) {
          expect(blocks.reduce((sum, block) => sum + blockHeight(block, size), 0)).toBeLessThanOrEqual(room + 0.001)
        }
        expect(tables.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'plain')).length).toBe(amounts.length)
        const sum = (kind: string): number =>
          tables
            .flatMap(({ rows }) => rows.filter((row) => row.kind === kind))
            .reduce((left, { cells }) => left + Math.round(Number(cells[1]) * 100), 0)
        if (tables.length > 1) expect(sum('subtotal')).toBe(sum('total'))
      }),
    )
  })
})
