import { createRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import { lineTotals } from './line-totals.ts'

it('adds amounts and quantities, and nothing that nobody adds', () => {
  const fields = [
    { name: 'quantity', type: 'number', scale: 3 },
    { name: 'price', type: 'number', scale: 6 },
    { name: 'discount', type: 'number', scale: 2, minimum: '0', maximum: '100' },
    { name: 'share', type: 'percent' },
    { name: 'note', type: 'money', maximum: '100' },
    { name: 'amount', type: 'money' },
  ]
  const row = (quantity: string, amount: string) =>
    createRow({
      values: {
        quantity: Decimal.parse(quantity),
        price: Decimal.parse('9.5'),
        discount: Decimal.of(100),
        note: Decimal.of(50),
        share: Decimal.parse('0.5'),
        amount: Decimal.parse(amount),
      },
    })
  expect(lineTotals([row('1.5', '0.10'), row('2', '0.20')], fields)).toEqual({ quantity: '3.5', amount: '0.30' })
})
