import { describe, expect, it } from 'vitest'
import type { ReportData } from '../../api/index.ts'
import { chartFigures, type ChartDefinition } from './chart-figures.ts'

const dataOf = (rows: Record<string, string>[]): ReportData =>
  ({
    columns: [
      { name: 'day', label: 'Day', type: 'date' },
      { name: 'item', label: 'Item', type: 'text' },
      { name: 'amount', label: 'Amount', type: 'money', scale: 2 },
    ],
    rows,
    titles: {},
  }) as unknown as ReportData

const along = (chart: Partial<ChartDefinition>, rows: Record<string, string>[]) =>
  chartFigures(dataOf(rows), { type: 'line', series: ['amount'], category: 'day', ...chart } as ChartDefinition)

describe('figures along a time', () => {
  const days = Array.from({ length: 40 }, (_each, index) => `2026-${index < 20 ? '10' : '11'}-${String((index % 20) + 1).padStart(2, '0')}`)

  it('stand in the order of the calendar, whatever they amount to and however they come', () => {
    const rows = days.map((day, index) => ({ day, amount: String(((index * 7) % 11) + 1) })).toReversed()
    const { categories, series } = along({}, rows)
    expect(categories.map(({ value }) => value)).toEqual(days)
    expect(series[0]!.values).toHaveLength(40)
  })

  it('keep the latest where there are too many, without a rest that has no day', () => {
    const { categories } = along(
      { limit: 5 },
      days.map((day) => ({ day, amount: '1' })),
    )
    expect(categories.map(({ value }) => value)).toEqual(days.slice(-5))
  })

  it('are added up by the day', () => {
    const { series } = along({}, [
      { day: '2026-11-01', amount: '0.10' },
      { day: '2026-11-01', amount: '0.20' },
    ])
    expect(series[0]!.values).toEqual([0.3])
  })
})

describe('figures of things', () => {
  it('leave out the rest of ratios: days and shares have no sum', () => {
    const columns = [
      { name: 'item', label: 'Item', type: 'text' },
      { name: 'days', label: 'Days', type: 'number', scale: 1, formula: '=stock / sold' },
      { name: 'charge', label: 'Charge', type: 'money', scale: 2, formula: '=amount * rate / 100' },
    ]
    const rows = Array.from({ length: 9 }, (_each, index) => ({ item: `I${index}`, days: String(index), charge: String(index) }))
    const data = { columns, rows, titles: {}, totals: { days: '4.5', charge: '36' } } as unknown as ReportData
    const kept = (series: string) =>
      chartFigures(data, { type: 'bar', category: 'item', series: [series], limit: 3 }).categories.map(({ value }) => value)
    expect(kept('days')).toEqual(['I8', 'I7', 'I6'])
    expect(kept('charge')).toEqual(['I8', 'I7', null])
  })

  it('divide the ratios of several rows anew, through ratios of ratios too', () => {
    const columns = [
      { name: 'item', label: 'Item', type: 'text' },
      { name: 'amount', label: 'Amount', type: 'money', scale: 2 },
      { name: 'cost', label: 'Cost', type: 'money', scale: 2 },
      { name: 'profit', label: 'Profit', type: 'money', scale: 2, formula: '=amount - cost' },
      { name: 'margin', label: 'Margin', type: 'percent', scale: 4, formula: '=if amount = 0 then null else profit / amount' },
      { name: 'doubled', label: 'Doubled', type: 'number', scale: 4, formula: '=margin / 0.5' },
      { name: 'packs', label: 'Packs', type: 'number', scale: 0, formula: '=ceiling(amount / 7)' },
    ]
    const rows = [
      { item: 'A', amount: '10.00', cost: '8.00', profit: '2.00', margin: '0.2', doubled: '0.4', packs: '2' },
      { item: 'A', amount: '30.00', cost: '18.00', profit: '12.00', margin: '0.4', doubled: '0.8', packs: '5' },
      { item: 'B', amount: '5.00', cost: '4.50', profit: '0.50', margin: '0.1', doubled: '0.2', packs: '1' },
      { item: 'C', amount: '0.00', cost: '0.00', profit: '0.00' },
    ]
    const totals = { amount: '45.00', cost: '30.50', profit: '14.50', margin: '0.3222', doubled: '0.6444', packs: '8' }
    const data = { columns, rows, titles: {}, totals } as unknown as ReportData
    const drawn = chartFigures(data, { type: 'bar', category: 'item', series: ['margin', 'doubled', 'packs'] })
    expect(drawn.series.map(({ values }) => values)).toEqual([
      [0.35, 0.1, null],
      [0.7, 0.2, null],
      [7, 1, null],
    ])
    expect(drawn.notAdded).toEqual([])
    const wrong = { ...data, totals: { ...totals, margin: '0.9' } } as ReportData
    expect(chartFigures(wrong, { type: 'bar', category: 'item', series: ['margin'] }).series[0]!.values).toEqual([null, 0.1, null])
  })

  it('do not add ratios whose parts are not there, and say so; one row keeps its own', () => {
    const columns = [
      { name: 'item', label: 'Item', type: 'text' },
      { name: 'amount', label: 'Amount', type: 'money', scale: 2 },
      { name: 'margin', label: 'Margin', type: 'percent', scale: 4, formula: '=profit / amount' },
    ]
    const rows = [
      { item: 'A', amount: '10.00', margin: '0.2' },
      { item: 'A', amount: '30.00', margin: '0.4' },
      { item: 'B', amount: '5.00', margin: '0.1' },
    ]
    const data = { columns, rows, titles: {}, totals: { amount: '45.00', margin: '0.3' } } as unknown as ReportData
    const { series, notAdded } = chartFigures(data, { type: 'bar', category: 'item', series: ['amount', 'margin'] })
    expect(series.map(({ values }) => values)).toEqual([
      [40, 5],
      [null, 0.1],
    ])
    expect(notAdded).toEqual(['Margin'])
    expect(chartFigures(data, { type: 'bar', category: 'item', series: ['amount'] }).notAdded).toEqual([])
  })

  it('keep the largest, and the rest is one category more', () => {
    const rows = Array.from({ length: 9 }, (_each, index) => ({ item: `I${index}`, amount: String(index) }))
    const { categories, series } = along({ type: 'bar', category: 'item', limit: 4 }, rows)
    expect(categories.map(({ value }) => value)).toEqual(['I8', 'I7', 'I6', null])
    expect(series[0]!.values).toEqual([8, 7, 6, 15])
  })
})

describe('a map and a cloud', () => {
  const on = (type: 'map' | 'word-cloud', items: Record<string, string>, limit?: number) =>
    along(
      { type, category: 'item', limit },
      Object.entries(items).map(([item, amount]) => ({ item, amount })),
    )

  it('add up exactly what lies in one province, by its long, short or English name', () => {
    const { categories, series } = on('map', { '浙江省/杭州市': '0.10', 浙江: '0.20', Zhejiang: '0.30', 陕西省: '5', 华东: '7' })
    expect(categories.map(({ label, value }) => [label, value])).toEqual([
      ['浙江省', null],
      ['陕西省', '陕西省'],
      ['华东', '华东'],
    ])
    expect(series[0]!.values).toEqual([0.6, 5, 7])
  })

  it('have no rest: the largest words stay, largest first', () => {
    const { categories } = on('word-cloud', { one: '1', three: '3', two: '2' }, 2)
    expect(categories.map(({ label }) => label)).toEqual(['three', 'two'])
  })
})

it('draws the totals of a report that is spread across', () => {
  const data = {
    columns: [
      { name: 'item', label: 'Item', type: 'text' },
      { name: 'amount@0', label: 'Amount', type: 'money', scale: 2, head: 'North' },
      { name: 'amount@1', label: 'Amount', type: 'money', scale: 2, head: 'South' },
      { name: 'amount@total', label: 'Amount', type: 'money', scale: 2, head: 'Total' },
    ],
    rows: [{ item: 'A', 'amount@0': '1.10', 'amount@1': '2.20', 'amount@total': '3.30' }],
    titles: {},
  } as unknown as ReportData
  const { categories, series } = chartFigures(data, { type: 'pie', series: ['amount'], category: 'item' } as ChartDefinition)
  expect(categories.map(({ label }) => label)).toEqual(['A'])
  expect(series.map(({ values }) => values)).toEqual([[3.3]])
})
