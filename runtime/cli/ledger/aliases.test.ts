import { expect, it } from 'vitest'
import type { JsonObject } from '@formwork/platform/value/index.ts'
import { runBook } from '../ledger.ts'

const books: [name: string, book: JsonObject | JsonObject[], expected: JsonObject][] = [
  [
    'negative and average, as words',
    {
      method: 'AVCO',
      negative_stock: true,
      steps: [
        { action: 'receive', date: '2024-01-01', product: 'A', quantity: 8, unit_price: 10 },
        { action: 'sell', date: '2024-01-02', sku: 'A', qty: 10 },
        { action: 'buy', date: '2024-01-03', item: 'A', quantity: 7, price: 16 },
        { action: 'landed_cost', amount: 10, receipt: '3' },
      ],
    },
    { items: { A: { quantity: '5', value: '87.14' } }, issued: '114.86' },
  ],
  [
    'stock counts and goods written off',
    [
      { do: 'purchase', date: '2024-01-01', warehouse: 'Stores', item: 'A', qty: 10, price: 5 },
      { do: 'Stock Count', item: 'A', warehouse: 'Stores', counted: 8 },
      { do: 'write-off', item: 'A', warehouse: 'Stores', qty: 1 },
    ],
    { items: { A: { quantity: '7', value: '35.00' } } },
  ],
  [
    'invoices with terms',
    [
      { do: 'invoice', date: '2024-01-31', customer: 'C', amount: 1000, terms: { days: 30 }, name: 'inv' },
      { do: 'payment', date: '2024-02-10', customer: 'C', amount: 400 },
    ],
    { open: [{ of: 'inv', due: '2024-03-01', open: '600.00' }] },
  ],
  [
    'the month’s average, by another name',
    {
      settings: { valuation_method: 'Monthly Weighted Average' },
      steps: [
        { type: 'receive', date: '2024-01-01', item: 'A', quantity: 100, rate: 10 },
        { type: 'issue', date: '2024-01-10', item: 'A', quantity: 50 },
        { type: 'receive', date: '2024-01-20', item: 'A', quantity: 100, rate: 13 },
        { type: 'month-end', date: '2024-01-31' },
      ],
    },
    { issued: '575.00' },
  ],
]

it.each(books)('%s', async (_name, book, expected) => {
  const results = await runBook(JSON.stringify(book))
  expect(results.filter(({ ok }) => ok !== true)).toEqual([])
  expect(results.at(-1)).toMatchObject(expected)
})

it('a key that nobody knows is an error that names it', async () => {
  await expect(runBook('{ "settings": { "colour": 1 }, "steps": [] }')).rejects.toThrow('colour')
  await expect(runBook('[{ "do": "receive", "item": "A", "quantity": 1, "colour": "red" }]')).rejects.toThrow('colour')
  await expect(runBook('{ "settings": { "method": "guess" }, "steps": [] }')).rejects.toThrow('moving-average')
})
