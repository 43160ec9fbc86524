import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { groupReport } from './group-by.ts'

const report = {
  kind: 'report',
  name: 'sold',
  shape: 'table',
  from: { entity: 'order', lines: 'lines' },
  columns: [
    { name: 'item', value: 'lines.item', group: true },
    { name: 'party', group: true },
    { name: 'quantity', value: 'lines.quantity', aggregate: 'sum' },
    { name: 'amount', value: 'lines.amount', aggregate: 'sum' },
    { name: 'average', formula: '=amount / quantity' },
    { name: 'held', join: { report: 'held', column: 'quantity', on: { item: 'item' } } },
    { name: 'cover', formula: '=held / quantity' },
    { name: 'soFar', running: 'amount' },
  ],
  axes: [{ name: 'month', value: 'date', part: 'month' }, { name: 'department' }],
  sort: [
    { name: 'item', direction: 'ascending' },
    { name: 'amount', direction: 'descending' },
  ],
} as unknown as ReportDefinition

const names = (by: string[]): string[] => groupReport(report, [], by).columns.map(({ name }) => name)

describe('a report grouped as its reader wants', () => {
  it('has what it is grouped by first, in the order asked for', () => {
    expect(names(['department', 'item']).slice(0, 2)).toEqual(['department', 'item'])
  })

  it('loses what reads a column that is gone, and what reads that', () => {
    expect(names(['party'])).toEqual(['party', 'quantity', 'amount', 'average', 'soFar'])
    expect(names(['item'])).toEqual(['item', 'quantity', 'amount', 'average', 'held', 'cover', 'soFar'])
  })

  it('keeps the order of figures; parts of dates stand in their own', () => {
    expect(groupReport(report, [], ['party']).sort).toEqual([
      { name: 'amount', direction: 'descending' },
      { name: 'party', direction: 'ascending' },
    ])
    expect(groupReport(report, [], ['month']).sort).toEqual([{ name: 'month', direction: 'ascending' }])
  })

  it('tells measures of a ledger from what groups', () => {
    const balance = {
      ...report,
      columns: [{ name: 'item' }, { name: 'quantity' }],
      axes: undefined,
      sort: [],
    } as unknown as ReportDefinition
    expect(() => groupReport(balance, ['quantity'], ['quantity'])).toThrow('quantity')
    expect(groupReport(balance, ['quantity'], ['item']).columns.map(({ name }) => name)).toEqual(['item', 'quantity'])
  })

  it('refuses what is neither', () => {
    expect(() => groupReport(report, [], ['colour'])).toThrow('colour')
  })
})
