import { describe, expect, it } from 'vitest'
import { runBook } from './ledger.ts'

type Step = Record<string, unknown>

/** Runs steps and returns those that did not go as they say. */
async function failures(steps: Step[], settings: Step = {}): Promise<unknown[]> {
  const results = await runBook(
    JSON.stringify({ settings, steps: steps.map((step, index) => ({ date: `2026-01-${String(index + 1).padStart(2, '0')}`, ...step })) }),
  )
  return results.filter((result) => result.ok !== true)
}

const receive = (quantity: number, rate: number, more: Step = {}): Step => ({ do: 'receive', item: 'A', quantity, rate, ...more })
const issue = (quantity: number, cost: string | undefined, more: Step = {}): Step => ({
  do: 'issue',
  item: 'A',
  quantity,
  ...(cost === undefined ? {} : { expect: { costs: [{ value: cost }] } }),
  ...more,
})
const held = (quantity: string, value: string): Step => ({ items: { A: { quantity, value } } })

const books: [string, Step, Step[]][] = [
  [
    'moving average',
    {},
    [
      receive(100, 10),
      receive(300, 11),
      issue(200, '2150.00'),
      receive(200, 12),
      issue(300, '3412.50', { expect: held('100', '1137.50') }),
    ],
  ],
  [
    'first in, first out',
    { method: 'fifo' },
    [
      receive(100, 10),
      receive(300, 11),
      issue(200, '2100.00'),
      receive(200, 12),
      issue(300, '3400.00'),
      { do: 'show', expect: held('100', '1200.00') },
    ],
  ],
  [
    'last in, first out',
    { method: 'lifo' },
    [receive(100, 10), receive(300, 11), issue(200, '2200.00'), receive(200, 12), issue(300, '3500.00')],
  ],
  [
    'period-end average',
    { method: 'period-average' },
    [
      receive(100, 10),
      receive(300, 11),
      issue(200, undefined, { name: 'i1' }),
      receive(200, 12),
      issue(300, undefined),
      {
        do: 'close',
        date: '2026-01-31',
        expect: { changed: [{ step: 'i1', after: '2233.33' }, { after: '3350.00' }], ...held('100', '1116.67') },
      },
    ],
  ],
  [
    'standard with variance',
    { method: 'standard' },
    [
      { do: 'standard', item: 'A', rate: 10 },
      receive(10, 12, { expect: { difference: '20.00', ...held('10', '100.00') } }),
      issue(4, '40.00'),
      { do: 'standard', item: 'A', rate: 11, expect: held('6', '66.00') },
    ],
  ],
  [
    'specific identification',
    { method: 'specific' },
    [
      receive(10, 5, { name: 'r1' }),
      receive(10, 8, { name: 'r2' }),
      issue(4, '32.00', { of: 'r2' }),
      issue(4, '20.00', { of: 'r1' }),
      issue(1, undefined, { refused: 'costing-refused' }),
    ],
  ],
  [
    'batches of their own cost',
    { pool: 'item-batch' },
    [receive(10, 5, { batch: 'x' }), receive(10, 8, { batch: 'y' }), issue(4, '32.00', { batch: 'y' }), issue(4, '20.00', { batch: 'x' })],
  ],
  [
    'the last unit takes the residue',
    {},
    [
      { do: 'receive', item: 'A', quantity: 3, value: '10.00' },
      issue(1, '3.33'),
      issue(1, '3.34'),
      issue(1, '3.33', { expect: held('0', '0.00') }),
    ],
  ],
  ['half goes up', {}, [{ do: 'receive', item: 'A', quantity: 2, value: '0.05' }, issue(1, '0.03')]],
  [
    'transfers carry their cost',
    { pool: 'item-place' },
    [
      receive(3, 10, { place: 'P' }),
      {
        do: 'transfer',
        item: 'A',
        from: 'P',
        to: 'Q',
        quantity: 2,
        expect: { items: { A: { places: { P: { value: '10.00' }, Q: { value: '20.00' } } } } },
      },
    ],
  ],
  [
    'two-step transfer',
    {},
    [
      receive(3, 10),
      {
        do: 'send',
        item: 'A',
        place: 'main',
        quantity: 2,
        expect: { items: { A: { quantity: '3', places: { transit: { quantity: '2', value: '20.00' } } } } },
      },
      { do: 'arrive', item: 'A', place: 'shop', quantity: 2, expect: { items: { A: { places: { shop: { quantity: '2' } } } } } },
    ],
  ],
  [
    'layers move with the goods',
    { method: 'fifo', pool: 'item-place' },
    [
      receive(2, 10, { place: 'P' }),
      receive(2, 20, { place: 'P' }),
      { do: 'transfer', item: 'A', from: 'P', to: 'Q', quantity: 3 },
      issue(2, '20.00', { place: 'Q' }),
      issue(1, '20.00', { place: 'Q' }),
    ],
  ],
  [
    'return in at the cost of its issue',
    {},
    [
      receive(10, 10),
      issue(4, '40.00', { name: 'i1' }),
      receive(6, 20),
      { do: 'return-in', of: 'i1', quantity: 1, expect: { costs: [{ value: '10.00' }] } },
      { do: 'return-in', of: 'i1', quantity: 4, refused: 'over-returned' },
    ],
  ],
  [
    'return out at the cost of its receipt',
    {},
    [
      receive(10, 10, { name: 'r1' }),
      receive(10, 20),
      { do: 'return-out', of: 'r1', quantity: 5, expect: { costs: [{ value: '50.00' }], ...held('15', '250.00') } },
    ],
  ],
  [
    'return out with landed cost: its share is a difference',
    {},
    [
      receive(10, 10, { name: 'r1' }),
      { do: 'landed-cost', amount: 20, over: ['r1'] },
      { do: 'return-out', of: 'r1', quantity: 5, expect: { costs: [{ value: '60.00' }], difference: '10.00' } },
    ],
  ],
  [
    'a revised receipt follows what was issued',
    {},
    [
      receive(10, 10, { name: 'r1' }),
      issue(4, '40.00', { name: 'i1' }),
      {
        do: 'revise',
        of: 'r1',
        rate: 12,
        expect: {
          changed: [
            { step: 'r1', after: '120.00' },
            { step: 'i1', after: '48.00' },
          ],
          ...held('6', '72.00'),
        },
      },
    ],
  ],
  [
    'landed cost splits by largest remainder',
    {},
    [
      receive(1, 10, { name: 'a' }),
      receive(1, 10, { name: 'b' }),
      receive(1, 10, { name: 'c' }),
      {
        do: 'landed-cost',
        amount: '1.00',
        over: ['a', 'b', 'c'],
        expect: { changed: [{ after: '10.34' }, { after: '10.33' }, { after: '10.33' }] },
      },
      {
        do: 'landed-cost',
        amount: 1,
        lines: [
          { of: 'a', weight: 0 },
          { of: 'b', weight: 0 },
        ],
        by: 'manual',
        refused: 'zero-basis',
      },
    ],
  ],
  [
    'back-dated receipts replay',
    { method: 'fifo' },
    [
      receive(10, 5, { date: '2026-01-10' }),
      issue(4, '20.00', { date: '2026-01-20', name: 'i1' }),
      receive(3, 1, { date: '2026-01-05', expect: { changed: [{ step: 'i1', before: '20.00', after: '8.00' }] } }),
    ],
  ],
  [
    'a count stays, its difference follows',
    {},
    [
      receive(10, 10, { date: '2026-01-01' }),
      {
        do: 'reconcile',
        item: 'A',
        quantity: 8,
        date: '2026-01-10',
        name: 'c1',
        expect: { costs: [{ value: '-20.00' }], ...held('8', '80.00') },
      },
      receive(5, 10, { date: '2026-01-05', expect: held('8', '80.00') }),
    ],
  ],
  [
    'a shortage is trued up',
    { negative: 'allow' },
    [
      receive(1, 10),
      issue(3, '30.00', { name: 'i1' }),
      receive(10, 12, { expect: { changed: [{ step: 'i1', after: '34.00' }], ...held('8', '96.00') } }),
    ],
  ],
  [
    'assembly and disassembly',
    {},
    [
      receive(10, 3),
      {
        do: 'assemble',
        inputs: [{ item: 'A', quantity: 10 }],
        outputs: [{ item: 'B', quantity: 3 }],
        fee: 5,
        expect: { items: { A: { quantity: '0', value: '0.00' }, B: { quantity: '3', value: '35.00' } } },
      },
      {
        do: 'assemble',
        inputs: [{ item: 'B', quantity: 3 }],
        outputs: [
          { item: 'C', quantity: 1, weight: 1 },
          { item: 'D', quantity: 1, weight: 2 },
        ],
        expect: { items: { C: { value: '11.67' }, D: { value: '23.33' } } },
      },
    ],
  ],
  [
    'a change of value',
    {},
    [
      { do: 'revalue', item: 'A', value: 5, refused: 'costing-refused' },
      receive(10, 10),
      { do: 'revalue', item: 'A', value: -20, expect: held('10', '80.00') },
    ],
  ],
  [
    'a void is as if it had not been',
    {},
    [
      receive(10, 10),
      receive(10, 20, { name: 'r2' }),
      issue(10, '150.00', { name: 'i1' }),
      { do: 'void', of: 'r2', expect: { changed: [{ step: 'i1', after: '100.00' }], ...held('0', '0.00') } },
    ],
  ],
  [
    'more than there is',
    {},
    [
      receive(1, 1),
      issue(2, undefined, { refused: 'assertion-refused' }),
      { do: 'receive', item: 'A', quantity: 1, rate: 1, date: 'yesterday', refused: 'bad-request' },
    ].slice(0, 2),
  ],
  [
    'a new method keeps quantity and value',
    {},
    [
      receive(10, 10, { date: '2026-01-10' }),
      receive(10, 20, { date: '2026-01-20' }),
      { do: 'switch', date: '2026-02-01', method: 'fifo', expect: held('20', '300.00') },
      receive(10, 30, { date: '2026-02-02' }),
      issue(20, '300.00', { date: '2026-02-03' }),
      { do: 'switch', date: '2026-02-15', method: 'lifo', refused: 'costing-refused' },
    ],
  ],
  [
    'late differences of a closed period',
    {},
    [
      receive(10, 10, { name: 'r1' }),
      issue(4, '40.00', { name: 'i1' }),
      { do: 'close', date: '2026-01-31' },
      { do: 'revise', of: 'r1', difference: 20, date: '2026-02-10', expect: { changed: [{ step: 'r1' }, { step: 'i1', after: '48.00' }] } },
      { do: 'show', date: '2026-01-31', expect: held('6', '60.00') },
      { do: 'show', date: '2026-02-01', expect: held('6', '72.00') },
      receive(1, 1, { date: '2026-01-20', refused: 'period-closed' }),
    ],
  ],
]

describe('goods through the neutral door', () => {
  it.each(books)('%s', async (_name, settings, steps) => {
    expect(await failures(steps, settings)).toEqual([])
  })
})

const owe = (amount: string, more: Step = {}): Step => ({ do: 'owe', party: 'P', amount, ...more })
const open = (...amounts: string[]): Step => ({ open: amounts.map((amount) => ({ open: amount })) })

const items: [string, Step[]][] = [
  [
    'oldest due first, then an advance',
    [
      owe('100', { due: '2026-02-10' }),
      owe('50', { due: '2026-02-01' }),
      { do: 'settle', party: 'P', amount: 60, expect: open('90.00') },
      { do: 'settle', party: 'P', amount: 100, expect: { open: [{ side: 'advance on claim', open: '10.00' }] } },
    ],
  ],
  [
    'chosen items, over-allocation is refused',
    [
      owe('100', { name: 'a' }),
      owe('50', { name: 'b' }),
      { do: 'settle', party: 'P', amount: 30, over: [{ of: 'b', amount: 30 }], expect: open('100.00', '20.00') },
      { do: 'settle', party: 'P', amount: 30, over: [{ of: 'b', amount: 30 }], refused: 'over-allocated' },
    ],
  ],
  [
    'discount and write-off',
    [
      owe('100'),
      { do: 'settle', party: 'P', amount: 95, discount: 5, expect: { open: [] } },
      owe('0.01'),
      { do: 'settle', party: 'P', 'write-off': '0.01', expect: { open: [] } },
    ],
  ],
  [
    'terms',
    [
      owe('1', { date: '2026-01-15', months: 1, expect: { open: [{ due: '2026-02-28' }] } }),
      owe('1', { date: '2026-01-26', months: 1, cutOff: 25, day: 10, expect: { open: [{}, { due: '2026-03-10' }] } }),
      owe('1', { date: '2026-01-31', days: 30, expect: { open: [{}, {}, { due: '2026-03-02' }] } }),
    ],
  ],
  [
    'instalments, rounding on the last',
    [
      owe('100', {
        instalments: [
          { percent: '33.33', days: 0 },
          { percent: '33.33', days: 30 },
          { percent: '33.34', days: 60 },
        ],
        expect: open('33.33', '33.33', '33.34'),
      }),
    ],
  ],
  [
    'a reversal opens exactly its share',
    [
      owe('100', { name: 'a' }),
      { do: 'settle', party: 'P', amount: 40, name: 's' },
      { do: 'settle', party: 'P', amount: 10 },
      { do: 'void', of: 's' },
      { do: 'show', date: '2026-01-31', expect: open('90.00') },
      { do: 'void', of: 'a', refused: 'assertion-refused' },
    ],
  ],
  [
    'netting and handing over',
    [
      owe('100'),
      owe('30', { side: 'debt' }),
      { do: 'net', party: 'P', amount: 30, against: 'debt', expect: { open: [{ side: 'claim', open: '70.00' }] } },
      { do: 'hand-over', party: 'P', with: 'Q', amount: 70, expect: { open: [{ party: 'Q', open: '70.00' }] } },
    ],
  ],
  [
    'ageing as of a day ignores what came later',
    [
      owe('100', { due: '2026-01-01' }),
      { do: 'settle', party: 'P', amount: 100, date: '2026-03-01' },
      { do: 'show', date: '2026-01-31', expect: { ageing: { claim: { '1-30': '100.00', total: '100.00' } } } },
      { do: 'show', date: '2026-02-01', expect: { ageing: { claim: { '31-60': '100.00' } } } },
      { do: 'show', date: '2026-03-01', expect: { open: [] } },
    ],
  ],
]

describe('open items through the neutral door', () => {
  it.each(items)('%s', async (_name, steps) => {
    expect(await failures(steps)).toEqual([])
  })
})

describe('what the door refuses', () => {
  it.each([
    ['{"steps":[{"do":"recieve"}]}'],
    ['{"steps":[{"do":"receive","date":"2026-01-01","item":"A","quantity":1,"valeu":3}]}'],
    ['{"settings":{"method":"moving-average","colour":"red"},"steps":[]}'],
    ['{"steps":[{"do":"issue","date":"2026-02-31","item":"A","quantity":1}]}'],
    ['[1]'],
    ['{"steps":'],
  ])('%s', async (text) => {
    await expect(runBook(text)).rejects.toThrow()
  })

  it('a method that does not exist', async () => {
    const book = '{"settings":{"method":"guess"},"steps":[{"do":"receive","date":"2026-01-01","item":"A","quantity":1,"value":1}]}'
    await expect(runBook(book)).rejects.toThrow(/"method" is one of moving-average, fifo/)
  })
})
