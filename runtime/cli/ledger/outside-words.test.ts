import { expect, it } from 'vitest'
import { runBook } from '../ledger.ts'

/** Books as people write them who know other programs and the help only; every number is worked out by hand. */
const books: [name: string, book: object][] = [
  [
    'moving average with both returns',
    {
      settings: { valuation_method: 'Moving Average' },
      steps: [
        { type: 'Purchase Receipt', posting_date: '2026-01-01', item_code: 'Widget', warehouse: 'Stores', qty: 100, rate: 10, name: 'PR1' },
        {
          type: 'Purchase Receipt',
          posting_date: '2026-01-05',
          item_code: 'Widget',
          warehouse: 'Stores',
          qty: 100,
          rate: '12.00',
          name: 'PR2',
        },
        {
          type: 'Delivery Note',
          posting_date: '2026-01-06',
          item_code: 'Widget',
          warehouse: 'Stores',
          qty: 50,
          name: 'DN1',
          expect: { costs: [{ value: '550.00' }] },
        },
        {
          type: 'Sales Return',
          posting_date: '2026-01-07',
          return_against: 'DN1',
          qty: 10,
          name: 'SR',
          expect: { costs: [{ value: '110.00' }], items: { Widget: { quantity: 160, value: 1760 } } },
        },
        {
          type: 'Purchase Return',
          posting_date: '2026-01-08',
          return_against: 'PR2',
          qty: 20,
          expect: { costs: [{ value: '240.00' }], items: { Widget: { quantity: 140, value: 1520 } } },
        },
      ],
    },
  ],
  [
    'layers, a late receipt becomes the first',
    {
      settings: { costing_method: 'FIFO' },
      steps: [
        { do: 'receive', date: '2026-01-02', item: 'A', quantity: 10, rate: 20, name: 'r1' },
        { do: 'issue', date: '2026-01-05', item: 'A', quantity: 15, name: 'i0', refused: true },
        { do: 'issue', date: '2026-01-05', item: 'A', quantity: 6, name: 'i1', expect: { costs: [{ value: 120 }] } },
        {
          do: 'receive',
          date: '2026-01-01',
          item: 'A',
          quantity: 4,
          rate: 15,
          name: 'r0',
          expect: { changed: [{ step: 'i1', before: 120, after: 100 }] },
        },
        { do: 'balance', date: '2026-01-31', expect: { items: { A: { quantity: 8, value: 160 } } } },
      ],
    },
  ],
  [
    'below zero, trued up',
    {
      settings: { allow_negative_stock: true, method: 'average' },
      steps: [
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 10, rate: 10 },
        {
          do: 'issue',
          date: '2026-01-02',
          item: 'A',
          qty: 15,
          name: 'i1',
          expect: { costs: [{ value: 150 }], items: { A: { quantity: -5, value: -50 } } },
        },
        {
          do: 'receive',
          date: '2026-01-03',
          item: 'A',
          qty: 10,
          rate: 12,
          expect: { changed: [{ step: 'i1', after: 160 }], items: { A: { quantity: 5, value: 60 } } },
        },
      ],
    },
  ],
  [
    'landed cost by weight after half was issued',
    [
      {
        do: 'purchase',
        date: '2026-01-01',
        lines: [
          { item: 'A', qty: 3, rate: 10, weight: 1 },
          { item: 'B', qty: 3, rate: 10, weight: 1 },
          { item: 'C', qty: 3, rate: 10, weight: 1 },
        ],
        name: 'p',
      },
      { do: 'sale', date: '2026-01-03', item: 'A', qty: '1.5', name: 's' },
      {
        do: 'landed cost',
        date: '2026-01-05',
        amount: 100,
        by: 'by_weight',
        over: ['p'],
        expect: { items: { A: { value: '31.67' }, B: { value: '63.33' }, C: { value: '63.33' } } },
      },
    ],
  ],
  [
    'a count that is entered late keeps what was counted',
    [
      { do: 'receive', date: '2026-01-01', item: 'A', qty: 100, rate: 10, name: 'r' },
      { do: 'issue', date: '2026-01-10', item: 'A', qty: 10, name: 'i1' },
      {
        do: 'Stock Reconciliation',
        date: '2026-01-05',
        item: 'A',
        qty: 95,
        name: 'c',
        expect: { items: { A: { quantity: 85, value: 850 } } },
      },
      {
        do: 'issue',
        date: '2026-01-03',
        item: 'A',
        qty: 5,
        name: 'i0',
        expect: { changed: [{ step: 'c', after: 0 }], items: { A: { quantity: 85 } } },
      },
    ],
  ],
  [
    'a count at a rate',
    [
      {
        do: 'Stock Reconciliation',
        date: '2026-01-01',
        item: 'A',
        qty: 100,
        rate: 10,
        name: 'open',
        expect: { items: { A: { quantity: 100, value: 1000 } } },
      },
      {
        do: 'Stock Reconciliation',
        date: '2026-01-05',
        item: 'A',
        qty: 50,
        valuation_rate: 20,
        name: 'c',
        expect: { items: { A: { quantity: 50, value: 1000 } } },
      },
      { do: 'issue', date: '2026-01-06', item: 'A', qty: 10, name: 'c2', expect: { costs: [{ value: 200 }] } },
    ],
  ],
  [
    'layers through a chain of places',
    {
      settings: { method: 'fifo', pool: 'item-place' },
      steps: [
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 10, rate: 10, place: 'W1' },
        { do: 'receive', date: '2026-01-02', item: 'A', qty: 10, rate: 12, place: 'W1' },
        {
          do: 'transfer',
          date: '2026-01-03',
          item: 'A',
          qty: 15,
          from_warehouse: 'W1',
          to_warehouse: 'W2',
          expect: { costs: [{ value: 160 }] },
        },
        { do: 'transfer', date: '2026-01-04', item: 'A', qty: 12, source: 'W2', target: 'W3', expect: { costs: [{ value: 124 }] } },
        { do: 'issue', date: '2026-01-05', item: 'A', qty: 11, warehouse: 'W3', expect: { costs: [{ value: 112 }] } },
        {
          do: 'receive',
          date: '2026-01-01',
          item: 'A',
          qty: 1,
          rate: 1,
          place: 'W1',
          note: 'same day, entered later',
          expect: {
            changed: [
              { step: '3', after: 149 },
              { step: '4', after: 113 },
              { step: '5', after: 101 },
            ],
          },
        },
      ],
    },
  ],
  [
    'standard with variance and a new standard',
    {
      settings: { cost_method: 'standard' },
      steps: [
        { do: 'set standard', date: '2026-01-01', item: 'A', standard_price: 10 },
        {
          do: 'receive',
          date: '2026-01-02',
          item: 'A',
          qty: 100,
          rate: '10.50',
          expect: { costs: [{ variance: 50 }], items: { A: { value: 1000 } } },
        },
        { do: 'issue', date: '2026-01-03', item: 'A', qty: 40, expect: { costs: [{ value: 400 }] } },
        { do: 'standard', date: '2026-02-01', item: 'A', rate: 11, expect: { items: { A: { value: 660 } } } },
      ],
    },
  ],
  [
    'the month’s average with transfers in a circle',
    {
      settings: { method: 'monthly weighted average', pool: 'item-place' },
      steps: [
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 100, rate: 10, place: 'W1' },
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 100, rate: 20, place: 'W2' },
        { do: 'transfer', date: '2026-01-10', item: 'A', qty: 50, from: 'W1', to: 'W2', name: 't1' },
        { do: 'transfer', date: '2026-01-11', item: 'A', qty: 50, from: 'W2', to: 'W1', name: 't2' },
        { do: 'issue', date: '2026-01-20', item: 'A', qty: 10, place: 'W1', name: 'i1' },
        {
          do: 'close',
          date: '2026-01-31',
          expect: {
            changed: [
              { step: 't1', after: 625 },
              { step: 't2', after: 875 },
              { step: 'i1', after: 125 },
            ],
            items: { A: { places: { W1: { value: 1125 }, W2: { value: 1750 } } } },
          },
        },
      ],
    },
  ],
  [
    'batches at their own cost',
    {
      settings: { method: 'specific' },
      steps: [
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 10, rate: 10, batch_no: 'B1', name: 'r1' },
        { do: 'receive', date: '2026-01-02', item: 'A', qty: 10, rate: 15, batch_no: 'B2', name: 'r2' },
        { do: 'issue', date: '2026-01-03', item: 'A', qty: 4, batch_no: 'B2', expect: { costs: [{ value: 60 }] } },
      ],
    },
  ],
  [
    'last in first out, then another method',
    {
      settings: { method: 'LIFO' },
      steps: [
        { do: 'receive', date: '2026-01-01', item: 'A', qty: 10, rate: 10 },
        { do: 'receive', date: '2026-01-02', item: 'A', qty: 10, rate: 15 },
        { do: 'issue', date: '2026-01-03', item: 'A', qty: 12, expect: { costs: [{ value: 170 }] } },
        { do: 'close', date: '2026-01-31' },
        { do: 'switch', date: '2026-02-01', method: 'Moving Average' },
        { do: 'receive', date: '2026-02-02', item: 'A', qty: 2, rate: 20, expect: { items: { A: { quantity: 10, value: 120 } } } },
        { do: 'issue', date: '2026-02-03', item: 'A', qty: 5, expect: { costs: [{ value: 60 }] } },
      ],
    },
  ],
  [
    'instalments, the end of the month and ten days, two percent',
    [
      {
        do: 'Sales Invoice',
        date: '2026-01-15',
        customer: 'C',
        grand_total: '1000',
        name: 'INV1',
        payment_terms: [
          { invoice_portion: 33.33, credit_days: 30 },
          { invoice_portion: 33.33, credit_days: 60 },
          { invoice_portion: 33.34, credit_days: 90 },
        ],
        expect: {
          open: [
            { due: '2026-02-14', open: '333.30' },
            { due: '2026-03-16', open: '333.30' },
            { due: '2026-04-15', open: '333.40' },
          ],
        },
      },
      {
        do: 'Purchase Invoice',
        date: '2026-01-15',
        supplier: 'S',
        amount: 500,
        name: 'PINV',
        months: 0,
        days: 10,
        expect: { open: [{}, {}, {}, { side: 'debt', due: '2026-02-10' }] },
      },
      { do: 'Payment', date: '2026-02-10', customer: 'C', amount: '326.634', refused: true },
      {
        do: 'Payment',
        date: '2026-02-10',
        party: 'C',
        amount: '326.63',
        discount: '6.67',
        expect: { open: [{ open: '333.30' }, { open: '333.40' }, {}] },
      },
    ],
  ],
  [
    'a discount, too much refused, an advance over three items',
    [
      { do: 'invoice', date: '2026-01-01', party: 'C', amount: 1000, days: 30, name: 'I1' },
      { do: 'invoice', date: '2026-01-02', party: 'C', amount: 2000, days: 30, name: 'I2' },
      { do: 'invoice', date: '2026-01-03', party: 'C', amount: 3000, days: 30, name: 'I3' },
      { do: 'payment', date: '2026-01-09', of: 'I1', amount: 980, discount: 20, expect: { open: [{ of: 'I2' }, { of: 'I3' }] } },
      { do: 'payment', date: '2026-01-10', party: 'C', over: [{ of: 'I2', amount: 2500 }], amount: 2500, refused: 'over-allocated' },
      { do: 'advance', date: '2026-01-11', party: 'C', amount: 4500, name: 'ADV' },
      { do: 'allocate', date: '2026-01-12', party: 'C', amount: 4500, expect: { open: [{ of: 'I3', open: '500.00' }] } },
    ],
  ],
  [
    'gains and losses of exchange',
    [
      { do: 'Sales Invoice', date: '2026-01-10', customer: 'US', amount: 100, currency: 'USD', conversion_rate: '75', name: 'S1' },
      {
        do: 'exchange rate revaluation',
        date: '2026-01-31',
        currency: 'USD',
        exchange_rate: 80,
        reverse: '2026-02-01',
        expect: { exchange: { unrealised: 500 } },
      },
      {
        do: 'Payment Entry',
        date: '2026-02-10',
        customer: 'US',
        paid_amount: 100,
        currency: 'USD',
        exchange_rate: 78,
        expect: { open: [], exchange: { realised: 300, unrealised: 0 } },
      },
      { do: 'Purchase Invoice', date: '2026-02-11', supplier: 'EU', amount: 100, currency: 'EUR', rate: '90' },
      {
        do: 'Payment Entry',
        date: '2026-02-20',
        supplier: 'EU',
        amount: 100,
        currency: 'EUR',
        rate: '95',
        side: 'payable',
        expect: { exchange: { realised: -200 } },
      },
    ],
  ],
  [
    'all five nettings',
    [
      { do: 'invoice', date: '2026-01-01', party: 'X', amount: 1000, name: 'AR' },
      { do: 'bill', date: '2026-01-01', party: 'X', amount: 700, name: 'AP' },
      { do: 'advance', date: '2026-01-02', party: 'X', amount: 100 },
      { do: 'advance', date: '2026-01-02', party: 'X', amount: 50, side: 'advance on debt' },
      { do: 'net', date: '2026-01-03', party: 'X', amount: 100, against: 'advance on claim' },
      { do: 'net', date: '2026-01-03', party: 'X', side: 'debt', amount: 50, against: 'advance on debt' },
      { do: 'net', date: '2026-01-04', party: 'X', amount: 300, against: 'debt' },
      { do: 'hand-over', date: '2026-01-05', party: 'X', with: 'Y', amount: 200 },
      { do: 'hand-over', date: '2026-01-05', party: 'X', side: 'debt', with: 'Z', amount: 100 },
      { do: 'net', date: '2026-01-05', party: 'X', amount: 10000, against: 'debt', refused: true },
    ],
  ],
  [
    'returns below zero, classes with a purpose, a time of its own',
    [
      { do: 'receive', date: '2026-01-01', item: 'A', qty: -1, rate: 1, refused: true },
      { do: 'receive', date: '2026-01-01', item: 'A', qty: 10, rate: 1, voucher_no: 'P' },
      { do: 'Purchase Receipt', is_return: true, return_against: 'P', qty: -4, expect: { items: { A: { quantity: 6 } } } },
      {
        posting_date: '2026-01-02',
        doctype: 'Stock Entry',
        purpose: 'Material Transfer',
        item_code: 'A',
        s_warehouse: 'main',
        t_warehouse: 'Finished',
        qty: 2,
        posting_time: '10:30:00',
      },
      { do: 'allocate', party: 'X', amount: 1, refused: 'over-allocated' },
      { do: 'void', of: 'Pp', refused: true },
    ],
  ],
]

it.each(books)('%s', async (_name, book) => {
  const results = await runBook(JSON.stringify(book))
  expect(results.filter(({ ok }) => ok !== true)).toEqual([])
})

it('chosen items against an advance, and only what they are', async () => {
  const [last] = (
    await runBook(
      JSON.stringify([
        ...[100, 200, 300].map((amount, index) => ({ do: 'invoice', customer: 'C', amount, name: `I${index + 1}`, terms: 30 })),
        { do: 'advance', customer: 'C', amount: 250 },
        {
          do: 'allocate',
          customer: 'C',
          invoices: [
            { invoice: 'I3', amount: 150 },
            { invoice: 'I2', amount: 50 },
          ],
        },
      ]),
    )
  ).slice(-1)
  const open = (last!.open as { side: string; of: string; open: string }[]).map(({ of, side, open: left }) => `${side} ${of} ${left}`)
  expect(open).toEqual(['claim I1 100.00', 'claim I2 150.00', 'claim I3 150.00', 'advance on claim 4 50.00'])
})

it.each([
  ['a step', [{ do: 'recieve', item: 'A', quantity: 1, rate: 1 }], 'did you mean "receive"'],
  ['a key', [{ do: 'receive', item: 'A', quantty: 1, rate: 1, refused: true }], 'did you mean "quantity"'],
  ['a key of a row', [{ do: 'receive', lines: [{ itm: 'A', quantity: 1 }] }], 'did you mean "item"'],
  ['a setting', { settings: { metod: 'fifo' }, steps: [] }, 'did you mean "method"'],
  [
    'a basis',
    [
      { do: 'receive', item: 'A', quantity: 1, rate: 1 },
      { do: 'landed-cost', amount: 1, over: ['1'], by: 'wieght' },
    ],
    'did you mean "weight"',
  ],
  [
    'a reference',
    [
      { do: 'receive', item: 'A', quantity: 1, rate: 1, name: 'first' },
      { do: 'void', of: 'frist' },
    ],
    'did you mean "first"',
  ],
])('%s that nobody knows is refused with what was meant, even where a refusal is expected', async (_name, book, meant) => {
  await expect(runBook(JSON.stringify(book))).rejects.toThrow(meant)
})
