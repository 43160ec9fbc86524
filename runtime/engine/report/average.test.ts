import { describe, expect, it } from 'vitest'
import { Decimal } from '@formwork/platform/value/index.ts'
import { averageOf } from './average.ts'
import { pivotRows } from './pivot.ts'
import { totalsOf } from './totals.ts'

const column = { name: 'price', aggregate: 'average', total: true, scale: 2 } as const
const row = (place: string, year: string, sum: string, count: number) => ({
  place,
  year,
  price: Decimal.parse(sum).divide(Decimal.of(count)).round(2),
  'price@sum': Decimal.parse(sum),
  'price@count': Decimal.of(count),
})
/** 100 papers of 1.00 and a single one of 101.00: the average is 1.99, not 51.00. */
const rows = [row('a', 'x', '100', 100), row('b', 'x', '101', 1), row('b', 'y', '10', 3)]

describe('averages of several rows', () => {
  it('weigh what they are made of', () => {
    expect(averageOf(column, rows.slice(0, 2))!.toString()).toBe('1.99')
    expect(totalsOf([column], rows).price!.toString()).toBe('2.03')
  })

  it('stay averages in subtotals and totals of a pivot', () => {
    const { rows: lines, total } = pivotRows([column], rows, { rows: ['place'], columns: ['year'], subtotals: true }, (sums) => sums)
    expect(
      lines.map(({ row: line }) => [line.place, String(line['price@0']), String(line['price@1']), String(line['price@total'])]),
    ).toEqual([
      ['a', '1.00', 'null', '1.00'],
      ['b', '101.00', '3.33', '27.75'],
    ])
    expect([total['price@0'], total['price@1'], total['price@total']].map(String)).toEqual(['1.99', '3.33', '2.03'])
  })

  it('are none where nothing was counted', () => {
    expect(averageOf(column, [{ 'price@sum': null, 'price@count': Decimal.zero }])).toBeNull()
    expect(averageOf(column, [{ price: Decimal.of(1) }])).toBeUndefined()
    expect(totalsOf([column], [{ 'price@sum': null, 'price@count': Decimal.zero }])).toEqual({})
  })
})
