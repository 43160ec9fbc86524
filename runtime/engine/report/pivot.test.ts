import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pivotRows } from './pivot.ts'

const row = (place: string, item: string, month: string, amount: string): ReportRow => ({
  place,
  item,
  month,
  amount: Decimal.parse(amount),
})
const figures = [{ name: 'amount' }, { name: 'half', formula: '=amount / 2' }]
const complete = (rows: ReportRow[]): ReportRow[] =>
  rows.map((each) => ({ ...each, half: each.amount instanceof Decimal ? each.amount.divide(Decimal.of(2)) : null }))
const layout = { rows: ['place', 'item'], columns: ['month'], subtotals: true }

describe('a pivot', () => {
  it('lays figures out in two directions, formulas computed on the sums', () => {
    const rows = [
      row('north', 'ink', '1', '10'),
      row('north', 'ink', '2', '4'),
      row('north', 'pen', '1', '1.5'),
      row('south', 'ink', '2', '2'),
    ]
    const table = pivotRows(figures, rows, layout, complete)
    const text = table.rows.map(({ row: each, subtotal }) => [
      subtotal ?? 0,
      ...['place', 'item', 'amount@0', 'amount@1', 'amount@total', 'half@total'].map((name) =>
        each[name] == null ? '' : String(each[name]),
      ),
    ])
    expect(text).toEqual([
      [0, 'north', 'ink', '10', '4', '14', '7'],
      [0, 'north', 'pen', '1.5', '', '1.5', '0.75'],
      [1, 'north', '', '11.5', '4', '15.5', '7.75'],
      [0, 'south', 'ink', '', '2', '2', '1'],
      [1, 'south', '', '', '2', '2', '1'],
    ])
    expect(String(table.total['amount@total'])).toBe('17.5')
  })

  it('loses nothing: subtotals and the total of totals are the sum of the rows', () => {
    const some = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b'),
        fc.constantFrom('x', 'y', 'z'),
        fc.constantFrom('1', '2', '3'),
        fc.integer({ min: -999, max: 999 }),
      ),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(some, (given) => {
        const rows = given.map(([place, item, month, cents]) => row(place, item, month, Decimal.fromUnits(cents, 2).toString()))
        const sum = Decimal.fromUnits(
          given.reduce((left, [, , , cents]) => left + cents, 0),
          2,
        )
        const table = pivotRows(figures, rows, layout, complete)
        const added = (isSubtotal: boolean): Decimal =>
          table.rows
            .filter(({ subtotal }) => (subtotal !== undefined) === isSubtotal)
            .reduce((left, each) => left.add((each.row['amount@total'] as Decimal | null) ?? Decimal.zero), Decimal.zero)
        expect(added(false).compare(sum)).toBe(0)
        expect(added(true).compare(sum)).toBe(0)
        expect((table.total['amount@total'] as Decimal).compare(sum)).toBe(0)
      }),
    )
  })
})
