import { describe, expect, it } from 'vitest'
import { runBook } from '../ledger.ts'

type Given = Record<string, unknown>

/** A step, and what the state after it must contain. Dates are days of January 2026 unless they are written out. */
type Row = readonly [day: number | string, step: Given, expected?: Given]

interface Case {
  readonly name: string
  readonly settings?: Given
  readonly steps: readonly Row[]
}

const dateOf = (day: number | string): string => (typeof day === 'string' ? day : `2026-01-${String(day).padStart(2, '0')}`)
const receive = (quantity: number | string, rate: number | string, more: Given = {}): Given => ({
  do: 'receive',
  item: 'A',
  quantity,
  rate,
  ...more,
})
const worth = (quantity: number | string, value: string, more: Given = {}): Given => ({
  do: 'receive',
  item: 'A',
  quantity,
  value,
  ...more,
})
const issue = (quantity: number | string, more: Given = {}): Given => ({ do: 'issue', item: 'A', quantity, ...more })
const cost = (value: string, more: Given = {}): Given => ({ costs: [{ value }], ...more })
const held = (quantity: string, value: string, item = 'A'): Given => ({ items: { [item]: { quantity, value } } })
const changed = (...rows: [step: string, after: string][]): Given => ({ changed: rows.map(([step, after]) => ({ step, after })) })

async function failures({ settings = {}, steps }: Case): Promise<unknown[]> {
  const book = steps.map(([day, step, expected]) => ({
    date: dateOf(day),
    ...step,
    ...(expected === undefined ? {} : { expect: expected }),
  }))
  const results = await runBook(JSON.stringify({ settings, steps: book }))
  return results.filter(({ ok }) => ok !== true).map(({ step, unexpected, refused, costs }) => ({ step, unexpected, refused, costs }))
}

const average: Case[] = [
  {
    name: 'moving average over a month: 5 movements, rate follows each receipt',
    steps: [
      [1, receive(200, 60), held('200', '12000.00')],
      [5, receive(500, 66), { items: { A: { quantity: '700', value: '45000.00', rate: '64.285714' } } }],
      [7, issue(400), cost('25714.29', held('300', '19285.71'))],
      [16, receive(600, 70), { items: { A: { quantity: '900', value: '61285.71', rate: '68.095233' } } }],
      [18, issue(800), cost('54476.19', held('100', '6809.52'))],
      [27, receive(500, 68), held('600', '40809.52')],
      [29, issue(300), cost('20404.76', held('300', '20404.76'))],
    ],
  },
  {
    name: 'average of two equal receipts, then more than half goes',
    steps: [
      [1, receive(10, 10)],
      [2, receive(10, 20), held('20', '300.00')],
      [3, issue(15), cost('225.00', held('5', '75.00'))],
    ],
  },
  {
    name: 'an average that does not divide: the last issue takes the residue',
    steps: [
      [1, worth(7, '100.00')],
      [2, issue(2), cost('28.57')],
      [3, issue(2), cost('28.57')],
      [4, issue(2), cost('28.57')],
      [5, issue(1), cost('14.29', held('0', '0.00'))],
    ],
  },
  {
    name: 'half a cent goes up, for gains and for reductions',
    steps: [
      [1, worth(200, '1.01')],
      [2, issue(1), cost('0.01')],
      [3, worth(1, '0.00', { item: 'B' })],
      [4, worth(8, '0.20', { item: 'C' })],
      [5, { do: 'issue', item: 'C', quantity: 1 }, cost('0.03')],
    ],
  },
  {
    name: 'the rate after everything left starts anew',
    steps: [
      [1, receive(4, 25)],
      [2, issue(4), cost('100.00', held('0', '0.00'))],
      [3, receive(2, 31), held('2', '62.00')],
      [4, issue(1), cost('31.00')],
    ],
  },
  {
    name: 'fractions of a unit',
    steps: [
      [1, worth('3.333', '10.00')],
      [2, issue('1.111'), cost('3.33')],
      [3, issue('2.222'), cost('6.67', held('0', '0.00'))],
    ],
  },
  {
    name: 'an issue dated before a receipt does not know it',
    steps: [
      [1, receive(10, 10)],
      [20, receive(10, 20)],
      [10, issue(5), cost('50.00', held('15', '250.00'))],
    ],
  },
  {
    name: 'a back-dated receipt raises the cost of issues after it only',
    steps: [
      [1, receive(100, 10)],
      [5, issue(20, { name: 'early' }), cost('200.00')],
      [15, issue(40, { name: 'late' }), cost('400.00')],
      [10, receive(80, 12), { ...changed(['late', '440.00']), ...held('120', '1320.00') }],
    ],
  },
  {
    name: 'a back-dated issue lowers what the later one takes',
    steps: [
      [1, receive(10, 10)],
      [10, receive(10, 30, { name: 'r2' })],
      [12, issue(10, { name: 'i2' }), cost('200.00')],
      [5, issue(5), { ...cost('50.00'), ...changed(['i2', '233.33']), ...held('5', '116.67') }],
    ],
  },
  {
    name: 'each place its own average',
    settings: { pool: 'item-place' },
    steps: [
      [1, receive(10, 10, { place: 'X' })],
      [1, receive(10, 20, { place: 'Y' })],
      [2, issue(5, { place: 'X' }), cost('50.00')],
      [2, issue(5, { place: 'Y' }), cost('100.00')],
      [
        3,
        { do: 'transfer', item: 'A', from: 'Y', to: 'X', quantity: 5 },
        { ...cost('100.00'), items: { A: { places: { X: { quantity: '10', value: '150.00' } } } } },
      ],
      [4, issue(10, { place: 'X' }), cost('150.00')],
    ],
  },
  {
    name: 'one average over all places: a transfer changes no value',
    steps: [
      [1, receive(10, 10, { place: 'X' })],
      [2, receive(10, 20, { place: 'Y' })],
      [3, { do: 'transfer', item: 'A', from: 'X', to: 'Y', quantity: 10 }, held('20', '300.00')],
      [4, issue(20, { place: 'Y' }), cost('300.00', held('0', '0.00'))],
    ],
  },
]

const layers: Case[] = [
  {
    name: 'first in, first out over a month',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(200, 60)],
      [5, receive(500, 66)],
      [7, issue(400), cost('25200.00')],
      [16, receive(600, 70)],
      [18, issue(800), cost('54800.00')],
      [27, receive(500, 68)],
      [29, issue(300), cost('20600.00', held('300', '20400.00'))],
    ],
  },
  {
    name: 'last in, first out over the same month',
    settings: { method: 'lifo' },
    steps: [
      [1, receive(200, 60)],
      [5, receive(500, 66)],
      [7, issue(400), cost('26400.00')],
      [16, receive(600, 70)],
      [18, issue(800), cost('54600.00', held('100', '6000.00'))],
    ],
  },
  {
    name: 'layers stay apart with equal rates',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(5, 10)],
      [2, receive(5, 10)],
      [3, issue(7), { ...cost('70.00'), items: { A: { layers: [{ quantity: '3', value: '30.00' }] } } }],
    ],
  },
  {
    name: 'a layer that does not divide leaves its residue to its last unit',
    settings: { method: 'fifo' },
    steps: [
      [1, worth(3, '10.00')],
      [2, worth(3, '20.00')],
      [3, issue(2), cost('6.67')],
      [4, issue(2), cost('10.00')],
      [5, issue(2), cost('13.33', held('0', '0.00'))],
    ],
  },
  {
    name: 'a back-dated receipt becomes the first layer',
    settings: { method: 'fifo' },
    steps: [
      [10, receive(10, 5, { name: 'r1' })],
      [20, issue(12, { refused: 'assertion-refused' })],
      [20, issue(8, { name: 'i1' }), cost('40.00')],
      [5, receive(4, 3), { ...changed(['i1', '32.00']), ...held('6', '30.00') }],
    ],
  },
  {
    name: 'layers travel with the goods and keep their order',
    settings: { method: 'fifo', pool: 'item-place' },
    steps: [
      [1, receive(10, 1, { place: 'X' })],
      [2, receive(10, 2, { place: 'X' })],
      [3, { do: 'transfer', item: 'A', from: 'X', to: 'Y', quantity: 15 }, cost('20.00')],
      [4, issue(12, { place: 'Y' }), cost('14.00')],
      [5, issue(5, { place: 'X' }), cost('10.00')],
      [6, issue(3, { place: 'Y' }), cost('6.00', held('0', '0.00'))],
    ],
  },
  {
    name: 'a return comes back as the newest layer',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(10, 5)],
      [2, issue(4, { name: 'i1' }), cost('20.00')],
      [3, receive(10, 8)],
      [4, { do: 'return-in', of: 'i1', quantity: 4 }, cost('20.00', held('20', '130.00'))],
      [5, issue(16), cost('110.00', held('4', '20.00'))],
    ],
  },
  {
    name: 'a return of a receipt takes its own layer first',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(10, 5)],
      [2, receive(10, 8, { name: 'r2' })],
      [3, { do: 'return-out', of: 'r2', quantity: 6 }, cost('48.00', held('14', '82.00'))],
      [4, issue(10), cost('50.00')],
    ],
  },
]

const others: Case[] = [
  {
    name: 'one average a month: provisional until the close',
    settings: { method: 'period-average' },
    steps: [
      [1, receive(200, 60)],
      [5, receive(500, 66)],
      [7, issue(400, { name: 'i1' })],
      [16, receive(600, 70)],
      [18, issue(800, { name: 'i2' })],
      [27, receive(500, 68)],
      [29, issue(300, { name: 'i3' })],
      // (12000 + 33000 + 42000 + 34000) / 1800 = 67.2222…: 26888.89 + 53777.78 + 20166.67 went
      [31, { do: 'close' }, { ...held('300', '20166.66'), issued: '100833.34' }],
    ],
  },
  {
    name: 'one average a month: the residue of an empty pool lies on the largest issue',
    settings: { method: 'period-average' },
    steps: [
      [1, worth(3, '10.00')],
      [2, issue(1, { name: 'small' })],
      [3, issue(2, { name: 'large' })],
      [31, { do: 'close' }, held('0', '0.00')],
      ['2026-02-01', { do: 'show' }, { issued: '10.00' }],
    ],
  },
  {
    name: 'one average a month: a receipt entered late changes all issues of the month',
    settings: { method: 'period-average' },
    steps: [
      [1, receive(10, 10)],
      [5, issue(5, { name: 'i1' })],
      [30, receive(10, 20)],
      [31, { do: 'close' }, { ...changed(['i1', '75.00']), ...held('15', '225.00') }],
      ['2026-02-02', issue(5), cost('75.00')],
    ],
  },
  {
    name: 'one average a month: places that feed each other are solved together',
    settings: { method: 'period-average', pool: 'item-place' },
    steps: [
      [1, receive(10, 10, { place: 'X' })],
      [1, receive(10, 20, { place: 'Y' })],
      [5, { do: 'transfer', item: 'A', from: 'X', to: 'Y', quantity: 5 }],
      [6, { do: 'transfer', item: 'A', from: 'Y', to: 'X', quantity: 5 }],
      // 15 x = 100 + 5 y; 15 y = 200 + 5 x: x = 12.50, y = 17.50
      [
        31,
        { do: 'close' },
        { items: { A: { places: { X: { quantity: '10', value: '125.00' }, Y: { quantity: '10', value: '175.00' } } } } },
      ],
    ],
  },
  {
    name: 'one average a month: something left what never held anything',
    settings: { method: 'period-average', negative: 'allow' },
    steps: [
      [5, issue(5)],
      [31, { do: 'close', refused: true }],
    ],
  },
  {
    name: 'standard cost: differences at receipt, an issue at standard',
    settings: { method: 'standard' },
    steps: [
      [1, { do: 'standard', item: 'A', rate: 5 }],
      [2, receive(100, '5.20'), { costs: [{ value: '520.00', variance: '20.00' }], ...held('100', '500.00'), difference: '20.00' }],
      [3, receive(50, '4.80'), { ...held('150', '750.00'), difference: '10.00' }],
      [4, issue(120), cost('600.00', held('30', '150.00'))],
      [5, { do: 'standard', item: 'A', rate: '5.50' }, held('30', '165.00')],
    ],
  },
  {
    name: 'standard cost with fractions of a cent',
    settings: { method: 'standard' },
    steps: [
      [1, { do: 'standard', item: 'A', rate: '0.333333' }],
      [2, receive(3, '0.30'), held('3', '1.00')],
      [3, issue(1), cost('0.33')],
      [4, issue(1), cost('0.34')],
      [5, issue(1), cost('0.33', held('0', '0.00'))],
    ],
  },
  {
    name: 'specific identification: each piece at its own cost',
    settings: { method: 'specific' },
    steps: [
      [1, receive(1, 1000, { name: 's1' })],
      [2, receive(1, 1200, { name: 's2' })],
      [3, receive(1, 1100, { name: 's3' })],
      [4, issue(1, { of: 's2' }), cost('1200.00')],
      [5, issue(1, { of: 's2', refused: true })],
      [6, issue(1, { of: 's1' }), cost('1000.00', held('1', '1100.00'))],
    ],
  },
  {
    name: 'batches: tracked for quantity, pooled in cost',
    steps: [
      [1, receive(10, 10, { batch: 'x' })],
      [2, receive(10, 20, { batch: 'y' })],
      [3, issue(5, { batch: 'x' }), cost('75.00')],
      [4, issue(6, { batch: 'x', refused: 'assertion-refused' })],
      [5, issue(10, { batch: 'y' }), cost('150.00', held('5', '75.00'))],
    ],
  },
  {
    name: 'a new method from a month’s first day, quantity and value stay',
    steps: [
      [1, receive(10, 10)],
      [2, receive(10, 20)],
      ['2026-02-01', { do: 'switch', method: 'fifo' }, held('20', '300.00')],
      ['2026-02-02', receive(5, 40)],
      ['2026-02-03', issue(22), cost('380.00', held('3', '120.00'))],
    ],
  },
]

const shortages: Case[] = [
  {
    name: 'below zero: an estimate, then the difference',
    settings: { negative: 'allow' },
    steps: [
      [1, receive(10, 10)],
      [2, issue(15, { name: 'i1' }), cost('150.00', held('-5', '-50.00'))],
      [3, receive(20, 12), { ...changed(['i1', '160.00']), ...held('15', '180.00') }],
    ],
  },
  {
    name: 'below zero: covered in two steps at two rates',
    settings: { negative: 'allow' },
    steps: [
      [1, receive(5, 10)],
      [2, issue(15, { name: 'i1' }), cost('150.00')],
      [3, receive(4, 11), { ...changed(['i1', '154.00']), ...held('-6', '-60.00') }],
      [4, receive(10, 13), { ...changed(['i1', '172.00']), ...held('4', '52.00') }],
    ],
  },
  {
    name: 'below zero before anything came in: nothing is known, all is trued up',
    settings: { negative: 'allow' },
    steps: [
      [1, issue(3, { name: 'i1' }), cost('0.00', held('-3', '0.00'))],
      [2, receive(5, 7), { ...changed(['i1', '21.00']), ...held('2', '14.00') }],
    ],
  },
  {
    name: 'below zero before anything came in: an estimate is given',
    settings: { negative: 'allow' },
    steps: [
      [1, issue(3, { name: 'i1', estimate: '6.50' }), cost('19.50')],
      [2, receive(5, 7), { ...changed(['i1', '21.00']), ...held('2', '14.00') }],
    ],
  },
  {
    name: 'first in, first out below zero: the receipt covers first, the rest is a layer',
    settings: { negative: 'allow', method: 'fifo' },
    steps: [
      [1, receive(2, 10)],
      [2, receive(2, 14)],
      [3, issue(6, { name: 'i1' }), cost('76.00', held('-2', '-28.00'))],
      [4, receive(5, 11), { ...changed(['i1', '70.00']), ...held('3', '33.00') }],
    ],
  },
  {
    name: 'refused on any line, and on any later day',
    steps: [
      [1, receive(10, 1)],
      [10, issue(8)],
      [5, issue(3, { refused: 'assertion-refused' })],
      [
        11,
        {
          do: 'issue',
          lines: [
            { item: 'A', quantity: 2 },
            { item: 'B', quantity: 1 },
          ],
          refused: 'assertion-refused',
        },
      ],
      [12, issue(2), held('0', '0.00')],
    ],
  },
]

const returns: Case[] = [
  {
    name: 'a return follows what its issue costs now',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, issue(6, { name: 'i1' }), cost('60.00')],
      [3, { do: 'return-in', of: 'i1', quantity: 2, name: 'b1' }, cost('20.00', held('6', '60.00'))],
      [4, { do: 'revise', of: 'r1', rate: 13 }, { ...changed(['r1', '130.00'], ['i1', '78.00'], ['b1', '26.00']), ...held('6', '78.00') }],
    ],
  },
  {
    name: 'a return in parts: the last piece takes the rest',
    steps: [
      [1, worth(3, '10.00')],
      [2, issue(3, { name: 'i1' }), cost('10.00')],
      [3, { do: 'return-in', of: 'i1', quantity: 1 }, cost('3.33')],
      [4, { do: 'return-in', of: 'i1', quantity: 1 }, cost('3.33')],
      [5, { do: 'return-in', of: 'i1', quantity: 1 }, cost('3.34', held('3', '10.00'))],
      [6, { do: 'return-in', of: 'i1', quantity: 1, refused: 'over-returned' }],
    ],
  },
  {
    name: 'a return without its issue comes in at the average',
    steps: [
      [1, receive(10, 10)],
      [2, receive(10, 14)],
      [3, issue(5), cost('60.00')],
      [4, { do: 'return-in', item: 'A', quantity: 5 }, cost('60.00', held('20', '240.00'))],
    ],
  },
  {
    name: 'a return of a receipt at its own rate changes the average',
    steps: [
      [1, receive(100, 10, { name: 'r1' })],
      [2, receive(100, 14, { name: 'r2' })],
      [3, { do: 'return-out', of: 'r2', quantity: 50 }, cost('700.00', held('150', '1700.00'))],
      [4, issue(150), cost('1700.00', held('0', '0.00'))],
    ],
  },
  {
    name: 'a return of a receipt that the pool cannot bear leaves at the average, the rest is a difference',
    steps: [
      [1, receive(10, 1)],
      [2, receive(10, 9, { name: 'r2' })],
      [3, issue(15), cost('75.00', held('5', '25.00'))],
      [4, { do: 'return-out', of: 'r2', quantity: 5 }, { ...cost('25.00'), ...held('0', '0.00'), difference: '-20.00' }],
    ],
  },
  {
    name: '“return” finds its direction',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, issue(4, { name: 'i1' })],
      [3, { do: 'return', of: 'i1', quantity: 1 }, held('7', '70.00')],
      [4, { do: 'return', of: 'r1', quantity: 7 }, held('0', '0.00')],
    ],
  },
]

const charges: Case[] = [
  {
    name: 'landed cost by quantity on goods that are all there',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [1, { do: 'receive', item: 'B', quantity: 30, rate: 20, name: 'r2' }],
      [2, { do: 'landed-cost', amount: 80, over: ['r1', 'r2'] }, { items: { A: { value: '120.00' }, B: { value: '660.00' } } }],
    ],
  },
  {
    name: 'landed cost by value',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [1, { do: 'receive', item: 'B', quantity: 30, rate: 10, name: 'r2' }],
      [
        2,
        { do: 'landed-cost', amount: 40, over: ['r1', 'r2'], by: 'value' },
        { items: { A: { value: '110.00' }, B: { value: '330.00' } } },
      ],
    ],
  },
  {
    name: 'landed cost by weight and by volume',
    steps: [
      [1, receive(10, 10, { name: 'r1', weight: 1, volume: 3 })],
      [1, { do: 'receive', item: 'B', quantity: 10, rate: 10, name: 'r2', weight: 4, volume: 1 }],
      [
        2,
        { do: 'landed-cost', amount: 50, over: ['r1', 'r2'], by: 'weight' },
        { items: { A: { value: '110.00' }, B: { value: '140.00' } } },
      ],
      [
        3,
        { do: 'landed-cost', amount: 40, over: ['r1', 'r2'], by: 'volume' },
        { items: { A: { value: '140.00' }, B: { value: '150.00' } } },
      ],
    ],
  },
  {
    name: 'landed cost as said, and equally',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [1, { do: 'receive', item: 'B', quantity: 1, rate: 10, name: 'r2' }],
      [
        2,
        {
          do: 'landed-cost',
          amount: 10,
          by: 'manual',
          lines: [
            { of: 'r1', weight: 7 },
            { of: 'r2', weight: 3 },
          ],
        },
        { items: { A: { value: '107.00' }, B: { value: '13.00' } } },
      ],
      [
        3,
        { do: 'landed-cost', amount: '5', by: 'equal', over: ['r1', 'r2'] },
        { items: { A: { value: '109.50' }, B: { value: '15.50' } } },
      ],
    ],
  },
  {
    name: 'landed cost after part was sold: the share of what left goes onto the issues',
    steps: [
      [1, receive(100, 10, { name: 'r1' })],
      [5, issue(40, { name: 'i1' }), cost('400.00')],
      [10, { do: 'landed-cost', amount: 150, over: ['r1'] }, { ...changed(['r1', '1150.00'], ['i1', '460.00']), ...held('60', '690.00') }],
    ],
  },
  {
    name: 'landed cost after all was sold never enters what is held',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, issue(10, { name: 'i1' })],
      [3, receive(10, 20)],
      [4, { do: 'landed-cost', amount: 50, over: ['r1'] }, { ...changed(['r1', '150.00'], ['i1', '150.00']), ...held('10', '200.00') }],
    ],
  },
  {
    name: 'first in, first out: a late charge belongs to its own layer',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, receive(10, 20, { name: 'r2' })],
      [3, issue(15, { name: 'i1' }), cost('200.00')],
      [
        4,
        { do: 'landed-cost', amount: 20, over: ['r1', 'r2'] },
        { ...changed(['r1', '110.00'], ['r2', '210.00'], ['i1', '215.00']), ...held('5', '105.00') },
      ],
    ],
  },
  {
    name: 'late charge of a closed period: its share is posted on the first open day',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [5, issue(4, { name: 'i1' })],
      [31, { do: 'close' }],
      ['2026-02-10', { do: 'landed-cost', amount: 20, over: ['r1'] }, held('6', '72.00')],
      ['2026-01-31', { do: 'show' }, { ...held('6', '60.00'), issued: '40.00' }],
      ['2026-02-01', { do: 'show' }, { ...held('6', '72.00'), issued: '48.00' }],
    ],
  },
  {
    name: 'the bill says less than the receipt',
    steps: [
      [1, receive(100, 10, { name: 'r1' })],
      [2, issue(75, { name: 'i1' })],
      [9, { do: 'revise', of: 'r1', value: '980.00' }, { ...changed(['r1', '980.00'], ['i1', '735.00']), ...held('25', '245.00') }],
      [10, { do: 'revise', of: 'r1', value: '1000.00' }, { ...changed(['r1', '1000.00'], ['i1', '750.00']), ...held('25', '250.00') }],
    ],
  },
  {
    name: 'a change of value alone, spread over layers',
    settings: { method: 'fifo' },
    steps: [
      [1, receive(1, 10)],
      [2, receive(2, 10)],
      [3, { do: 'revalue', item: 'A', value: '1.00' }, { items: { A: { layers: [{ value: '10.33' }, { value: '20.67' }] } } }],
      [4, issue(3), cost('31.00')],
      [5, { do: 'revalue', item: 'A', value: '1.00', refused: 'costing-refused' }],
    ],
  },
  {
    name: 'nothing to split by is refused',
    steps: [
      [1, worth(10, '0.00', { name: 'r1' })],
      [2, { do: 'landed-cost', amount: 5, over: ['r1'], by: 'value', refused: 'zero-basis' }, held('10', '0.00')],
    ],
  },
  {
    name: 'a charge on what came in at the current rate',
    steps: [
      [1, receive(10, 10)],
      [2, { do: 'receive', item: 'A', quantity: 10, name: 'r2' }, cost('100.00')],
      [3, { do: 'landed-cost', amount: 20, over: ['r2'] }, { ...changed(['r2', '120.00']), ...held('20', '220.00') }],
      [4, issue(20), cost('220.00', held('0', '0.00'))],
    ],
  },
]

const places: Case[] = [
  {
    name: 'in two steps: what is on the way is still held',
    settings: { pool: 'item-place' },
    steps: [
      [1, receive(3, '33.33', { place: 'X' })],
      [
        2,
        { do: 'send', item: 'A', place: 'X', quantity: 2 },
        { ...cost('66.66'), ...held('3', '99.99'), items: { A: { places: { transit: { quantity: '2', value: '66.66' } } } } },
      ],
      [3, { do: 'arrive', item: 'A', place: 'Y', quantity: 1 }, cost('33.33')],
      [4, { do: 'arrive', item: 'A', place: 'Y', quantity: 2, refused: 'assertion-refused' }],
      [
        5,
        { do: 'arrive', item: 'A', place: 'Y', quantity: 1 },
        { items: { A: { places: { X: { value: '33.33' }, Y: { value: '66.66' } } } } },
      ],
    ],
  },
  {
    name: 'a later price reaches what was moved on',
    settings: { pool: 'item-place' },
    steps: [
      [1, receive(10, 10, { place: 'X', name: 'r1' })],
      [2, { do: 'transfer', item: 'A', from: 'X', to: 'Y', quantity: 6, name: 't1' }],
      [3, issue(3, { place: 'Y', name: 'i1' }), cost('30.00')],
      [
        4,
        { do: 'revise', of: 'r1', rate: 12 },
        {
          ...changed(['r1', '120.00'], ['t1', '72.00'], ['i1', '36.00']),
          items: { A: { places: { X: { value: '48.00' }, Y: { value: '36.00' } } } },
        },
      ],
    ],
  },
  {
    name: 'a count finds less, then more',
    steps: [
      [1, receive(10, 10)],
      [2, { do: 'reconcile', item: 'A', quantity: 8 }, { costs: [{ quantity: '-2', value: '-20.00' }], ...held('8', '80.00') }],
      [3, { do: 'reconcile', item: 'A', quantity: 11 }, { costs: [{ quantity: '3', value: '30.00' }], ...held('11', '110.00') }],
      [4, { do: 'reconcile', item: 'A', quantity: 11 }, held('11', '110.00')],
    ],
  },
  {
    name: 'what is entered before a count changes its difference, not what was counted',
    steps: [
      [1, receive(10, 10)],
      [10, { do: 'reconcile', item: 'A', quantity: 8, name: 'c' }, held('8', '80.00')],
      [5, issue(1), { changed: [{ step: 'c', after: '-10.00' }], ...held('8', '80.00') }],
      [6, receive(5, 10), { changed: [{ step: 'c', after: '-60.00' }], ...held('8', '80.00') }],
      [12, issue(8), cost('80.00', held('0', '0.00'))],
    ],
  },
  {
    name: 'assembly with a fee, then sold',
    steps: [
      [1, { do: 'receive', item: 'P', quantity: 20, rate: '2.50' }],
      [1, { do: 'receive', item: 'Q', quantity: 10, rate: 4 }],
      [
        2,
        {
          do: 'assemble',
          inputs: [
            { item: 'P', quantity: 20 },
            { item: 'Q', quantity: 5 },
          ],
          outputs: [{ item: 'A', quantity: 10 }],
          fee: 30,
        },
        { items: { A: { quantity: '10', value: '100.00' }, Q: { value: '20.00' } } },
      ],
      [3, issue(4), cost('40.00')],
    ],
  },
  {
    name: 'taking apart by weight, largest remainder',
    steps: [
      [1, worth(1, '100.00')],
      [
        2,
        {
          do: 'assemble',
          inputs: [{ item: 'A', quantity: 1 }],
          outputs: [
            { item: 'B', quantity: 1, weight: 1 },
            { item: 'C', quantity: 1, weight: 1 },
            { item: 'D', quantity: 1, weight: 1 },
          ],
        },
        { items: { A: { value: '0.00' }, B: { value: '33.34' }, C: { value: '33.33' }, D: { value: '33.33' } } },
      ],
    ],
  },
  {
    name: 'a later price of an input reaches the output and what was sold of it',
    steps: [
      [1, { do: 'receive', item: 'P', quantity: 10, rate: 10, name: 'r1' }],
      [2, { do: 'assemble', inputs: [{ item: 'P', quantity: 10 }], outputs: [{ item: 'A', quantity: 5 }], name: 'm1' }],
      [3, issue(2, { name: 'i1' }), cost('40.00')],
      [4, { do: 'landed-cost', amount: 25, over: ['r1'] }, { items: { A: { quantity: '3', value: '75.00' } } }],
      [5, { do: 'show' }, { issued: '50.00' }],
    ],
  },
]

const corrections: Case[] = [
  {
    name: 'a void is as if it had not been',
    steps: [
      [1, receive(10, 10)],
      [2, receive(10, 20, { name: 'r2' })],
      [3, issue(5, { name: 'i1' }), cost('75.00')],
      [4, { do: 'void', of: 'i1' }, held('20', '300.00')],
      [5, { do: 'void', of: 'r2' }, held('10', '100.00')],
    ],
  },
  {
    name: 'what was used cannot be voided',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, issue(5, { name: 'i1' })],
      [3, { do: 'void', of: 'r1', refused: 'assertion-refused' }],
      [4, { do: 'return-in', of: 'i1', quantity: 1 }],
      [5, { do: 'void', of: 'i1', refused: 'has-downstream' }, held('6', '60.00')],
    ],
  },
  {
    name: 'amended: the quantity was wrong',
    steps: [
      [1, receive(10, 10, { name: 'r1' })],
      [2, issue(4, { name: 'i1' })],
      [3, { do: 'amend', of: 'i1', date: '2026-01-02', quantity: 6 }, held('4', '40.00')],
      [4, { do: 'amend', of: 'i1', date: '2026-01-02', quantity: 60, refused: true }, held('4', '40.00')],
    ],
  },
  {
    name: 'closed is closed; only the last one opens again',
    steps: [
      [10, receive(10, 10)],
      [31, { do: 'close' }],
      [20, issue(1, { refused: 'period-closed' })],
      ['2026-02-10', issue(1)],
      ['2026-02-28', { do: 'close' }],
      [31, { do: 'reopen', period: '2026-01', refused: 'period-not-last' }],
      ['2026-02-28', { do: 'reopen', period: '2026-02' }],
      ['2026-02-11', issue(1), held('8', '80.00')],
    ],
  },
  {
    name: 'as of a day nothing changes when later days are entered',
    steps: [
      [1, receive(10, 10)],
      [5, issue(3)],
      [5, { do: 'show' }, { ...held('7', '70.00'), issued: '30.00' }],
      [9, receive(10, 30)],
      [12, issue(5)],
      [5, { do: 'show' }, { ...held('7', '70.00'), issued: '30.00' }],
    ],
  },
]

describe.each([
  ['average', average],
  ['layers', layers],
  ['other methods', others],
  ['below zero', shortages],
  ['returns', returns],
  ['charges and prices that come later', charges],
  ['places, counts, making', places],
  ['corrections and time', corrections],
] as const)('textbook cases: %s', (_group, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
    expect(await failures(each)).toEqual([])
  })
})
