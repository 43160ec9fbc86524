import { LATEST, type ReportRead, type ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { mergeRows } from './merge-rows.ts'

const measure = (name: string, aggregate: ReportRead['measures'][number]['aggregate']): ReportRead['measures'][number] => ({
  name,
  path: [name],
  aggregate,
})
const read: ReportRead = {
  name: 'rows',
  of: 'records',
  group: [{ name: 'item', path: ['item'] }],
  measures: [measure('amount', 'sum'), measure('orders', 'count'), measure('lowest', 'minimum'), measure('last', 'maximum')],
  where: [],
}
const row = (item: string | null, amount: string, orders: string, lowest: string | null, last: string): ReportRow => ({
  item,
  amount: Decimal.parse(amount),
  orders: Decimal.parse(orders),
  lowest: lowest === null ? null : Decimal.parse(lowest),
  last: CalendarDate.parse(last),
})
const text = (rows: readonly ReportRow[]): unknown[][] =>
  rows.map((each) => ['item', 'amount', 'orders', 'lowest', 'last'].map((name) => (each[name] == null ? null : String(each[name]))))

describe('rows of several kinds of records', () => {
  it('of one group are one: added up, the smallest and the largest of both', () => {
    const rows = mergeRows(read, [
      [row('ink', '30.10', '2', '9.5', '2026-05-02'), row('pen', '5', '1', null, '2026-05-03')],
      [row('ink', '0.20', '3', '10', '2026-05-09'), row('pen', '1', '1', '1', '2026-05-01'), row(null, '7', '1', '7', '2026-05-04')],
    ])
    expect(text(rows)).toEqual([
      ['ink', '30.30', '5', '9.5', '2026-05-09'],
      ['pen', '6', '2', '1', '2026-05-03'],
      [null, '7', '1', '7', '2026-05-04'],
    ])
  })

  it('without anything to add up stand one below the other', () => {
    const listed = { ...read, measures: [] }
    expect(mergeRows(listed, [[{ item: 'ink' }], [{ item: 'ink' }]])).toHaveLength(2)
  })

  it('tell the later one where the latest is asked for', () => {
    const latest: ReportRead = { ...read, measures: [measure('price', 'maximum')], latest: ['date'] }
    const of = (price: string, day: string): ReportRow => ({ item: 'ink', price: Decimal.parse(price), [LATEST]: CalendarDate.parse(day) })
    const prices = [[of('24', '2026-05-09')], [of('25', '2026-05-02')]]
    expect(mergeRows(latest, prices).map(({ price }) => String(price))).toEqual(['24'])
    expect(mergeRows(latest, prices.toReversed()).map(({ price }) => String(price))).toEqual(['24'])
  })
})
