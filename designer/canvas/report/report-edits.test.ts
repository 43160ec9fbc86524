import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import {
  addColumn,
  addCount,
  chooseChart,
  choosePeriod,
  choosePosted,
  isPostedOnly,
  periodOf,
  removeColumn,
  sortBy,
} from './report-edits.ts'
import { reportPaths } from './report-paths.ts'

const report: ReportDefinition = {
  kind: 'report',
  name: 'r',
  shape: 'table',
  from: { entity: 'order', lines: 'lines' },
  columns: [{ name: 'count', value: 'id', aggregate: 'count' }],
}
const brand = { path: 'lines.item.brand', label: '商品 › 品牌', isFigure: false, isDate: false }
const amount = { path: 'lines.amount', label: '金额', isFigure: true, isDate: false }
const labels = { from: '从', to: '到' }

describe('edits of a report', () => {
  it('puts what groups before the figures', () => {
    const both = addColumn(addColumn(report, amount), brand)
    expect(both.columns.map((column) => column.name)).toEqual(['brand', 'count', 'amount'])
    expect(addCount(both, '单数').columns.at(-1)).toMatchObject({ name: 'count2', aggregate: 'count' })
  })

  it('draws the first group and the first figure, and forgets what goes', () => {
    const drawn = sortBy(chooseChart(addColumn(addColumn(report, amount), brand), 'pie'), 'amount', 'descending')
    expect(drawn.chart).toEqual({ type: 'pie', category: 'brand', series: ['count'] })
    expect(removeColumn(drawn, 'brand')).not.toHaveProperty('chart')
    expect(removeColumn(drawn, 'amount')).not.toHaveProperty('sort')
    expect(removeColumn(report, 'count')).toBe(report)
    expect(chooseChart(drawn, undefined)).not.toHaveProperty('chart')
  })

  it('asks for a period and counts only what is posted, in any order', () => {
    const asked = choosePosted(choosePeriod(report, 'date', labels), true)
    expect(asked.filter).toBe('=status = "posted" and date >= parameter.from and date <= parameter.to')
    expect([periodOf(asked), isPostedOnly(asked)]).toEqual(['date', true])
    expect(choosePeriod(choosePosted(asked, false), undefined, labels)).toEqual({ ...report })
  })

  it('offers fields of lines, header and what they point to, but nothing that is read live', () => {
    const item = {
      kind: 'entity' as const,
      name: 'item',
      nature: 'master' as const,
      fields: [{ name: 'brand', label: '品牌', type: 'text' as const }],
    }
    const order = {
      kind: 'entity' as const,
      name: 'order',
      label: '订单',
      nature: 'document' as const,
      fields: [
        { name: 'date', type: 'date' as const },
        { name: 'owed', type: 'balance' as const },
        {
          name: 'lines',
          type: 'lines' as const,
          fields: [
            { name: 'item', label: '商品', type: 'reference' as const, entity: 'item' },
            { name: 'amount', type: 'money' as const },
          ],
        },
      ],
    }
    const sources = { entity: (name: string) => [item, order].find((each) => each.name === name), ledger: () => undefined }
    expect(reportPaths(report.from, sources)).toEqual([
      { path: 'lines.item', label: '商品', isFigure: false, isDate: false },
      { path: 'lines.item.brand', label: '商品 › 品牌', isFigure: false, isDate: false },
      { path: 'lines.amount', label: 'amount', isFigure: true, isDate: false },
      { path: 'date', label: '订单 › date', isFigure: false, isDate: true },
    ])
  })
})
