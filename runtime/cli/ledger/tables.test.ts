import { describe, expect, it } from 'vitest'
import { type JsonObject } from '@formwork/platform/value/index.ts'
import { runBook } from '../ledger.ts'

type Row = readonly [step: JsonObject, expected?: JsonObject]
interface Table {
  readonly name: string
  readonly settings?: JsonObject
  readonly rows: readonly Row[]
}

const day = (date: string, step: JsonObject): JsonObject => ({ date: `2026-${date}`, ...step })
const receive = (date: string, quantity: number, value: string, more: JsonObject = {}): JsonObject =>
  day(date, { do: 'receive', item: 'A', quantity, value, ...more })
const issue = (date: string, quantity: number, more: JsonObject = {}): JsonObject =>
  day(date, { do: 'issue', item: 'A', quantity, ...more })
const close = (date: string): JsonObject => day(date, { do: 'close' })
const held = (quantity: string, value: string, more: JsonObject = {}): JsonObject => ({ items: { A: { quantity, value } }, ...more })
const cost = (...values: string[]): JsonObject => ({ costs: values.map((value) => ({ value })) })
const changed = (...steps: [step: string, after: string][]): JsonObject => ({ changed: steps.map(([step, after]) => ({ step, after })) })

/** Runs a table; every row that is not as computed by hand, in words. */
async function deviations({ settings = {}, rows }: Table): Promise<unknown[]> {
  const steps = rows.map(([step, expect]) => ({ ...step, ...(expect === undefined ? {} : { expect }) }))
  const results = await runBook(JSON.stringify({ settings, steps }))
  return results.flatMap((result) =>
    result.ok === true ? [] : [{ step: result.step, refused: result.refused, unexpected: result.unexpected }],
  )
}

/** A month that is closed costs again when a receipt of it is revised; what left is adjusted on the first open day. */
const closedAverages: Table[] = [
  {
    name: 'one average for all of the closed month, not the average so far',
    settings: { method: 'period-average' },
    rows: [
      [receive('01-05', 100, '1000.00', { name: 'r1' })],
      [issue('01-10', 60, { name: 'i1' }), cost('600.00')],
      [receive('01-15', 100, '2000.00', { name: 'r2' })],
      [close('01-31'), { ...changed(['i1', '900.00']), ...held('140', '2100.00') }], // 3000 / 200 = 15.00
      [issue('02-02', 40, { name: 'i2' }), cost('600.00')],
      [
        day('02-10', { do: 'revise', of: 'r1', difference: '50.00', name: 'rev' }),
        changed(['r1', '1050.00'], ['i1', '915.00'], ['i2', '610.00']),
      ],
      [day('01-31', { do: 'show' }), held('140', '2100.00', { issued: '900.00' })], // the closed month stays as it was
      [
        day('02-12', { do: 'void', of: 'rev' }),
        { ...changed(['r1', '1000.00'], ['i1', '900.00'], ['i2', '600.00']), ...held('100', '1500.00') },
      ],
      [day('02-14', { do: 'revise', of: 'r1', difference: '50.00' }), held('100', '1525.00', { issued: '1525.00' })],
      [close('02-28'), held('100', '1525.00')],
      // Two closed months on: 3070 / 200 = 15.35 in January, carried into February.
      [
        day('03-01', { do: 'landed-cost', amount: '20.00', over: ['r2'] }),
        { ...changed(['i1', '921.00'], ['r2', '2020.00'], ['i2', '614.00']), ...held('100', '1535.00') },
      ],
    ],
  },
  {
    name: 'a return of the next month follows its issue, and the next month’s average follows the return',
    settings: { method: 'period-average' },
    rows: [
      [receive('01-05', 100, '1000.00', { name: 'r1' })],
      [issue('01-10', 100, { name: 'i1' })],
      [close('01-31'), held('0', '0.00')],
      [day('02-10', { do: 'revise', of: 'r1', difference: '50.00' }), held('0', '0.00', { issued: '1050.00' })],
      [receive('02-11', 10, '120.00')],
      [issue('02-12', 4, { name: 'i2' })],
      [day('02-13', { do: 'return-in', of: 'i1', quantity: 10, name: 'back' }), cost('105.00')],
      [close('02-28'), { ...changed(['i2', '45.00']), ...held('16', '180.00') }], // (120 + 105) / 20 = 11.25
      [
        day('03-01', { do: 'landed-cost', amount: '10.00', over: ['r1'] }),
        { ...changed(['r1', '1060.00'], ['i1', '1060.00'], ['i2', '45.20'], ['back', '106.00']), ...held('16', '180.80') },
      ],
    ],
  },
  {
    name: 'what was moved to another pool goes on with it',
    settings: { method: 'period-average', pool: 'item-place' },
    rows: [
      [receive('01-05', 100, '1000.00', { name: 'r1' })],
      [day('01-06', { do: 'transfer', item: 'A', from: 'main', to: 'shop', quantity: 40, name: 't1' })],
      [issue('01-10', 30, { place: 'shop', name: 'i1' })],
      [close('01-31')],
      [
        day('02-10', { do: 'revise', of: 'r1', difference: '50.00' }),
        {
          ...changed(['r1', '1050.00'], ['t1', '420.00'], ['i1', '315.00']),
          items: { A: { places: { main: { value: '630.00' }, shop: { value: '105.00' } } } },
        },
      ],
      [close('02-28'), held('70', '735.00', { issued: '315.00' })],
    ],
  },
]

const standards: Table[] = [
  {
    name: 'differences of receipts, returns, revisions and of a new standard are variances',
    settings: { method: 'standard' },
    rows: [
      [day('01-01', { do: 'standard', item: 'A', rate: '5' })],
      [receive('01-02', 100, '520.00', { name: 'r1' }), held('100', '500.00', { difference: '20.00' })],
      [receive('01-03', 50, '245.00'), held('150', '750.00', { difference: '15.00' })],
      [issue('01-04', 30, { name: 'i1' }), cost('150.00')],
      [day('01-10', { do: 'standard', item: 'A', rate: '5.50' }), held('120', '660.00', { difference: '-45.00' })], // 120 × 0.50
      [issue('01-11', 20), cost('110.00')],
      [day('01-12', { do: 'return-in', of: 'i1', quantity: 10 }), held('110', '605.00', { difference: '-50.00' })], // left at 5.00, held at 5.50
      [day('01-13', { do: 'return-out', of: 'r1', quantity: 10 }), held('100', '550.00', { difference: '-47.00' })], // 55.00 leaves, 52.00 is owed
      [day('01-14', { do: 'revise', of: 'r1', difference: '7.00' }), held('100', '550.00', { difference: '-40.70' })], // 7.00 − 10 × 0.07
      [day('01-20', { do: 'reconcile', item: 'A', quantity: 98 }), { ...cost('-11.00'), ...held('98', '539.00') }],
    ],
  },
]

const shortages: Table[] = [
  {
    name: 'an estimate, its true-up while the month is open, and on the first open day when it is not',
    settings: { negative: 'allow' },
    rows: [
      [receive('01-01', 10, '100.00')],
      [issue('01-02', 15, { name: 'i1' }), { ...cost('150.00'), ...held('-5', '-50.00') }],
      [receive('01-03', 20, '240.00'), { ...changed(['i1', '160.00']), ...held('15', '180.00') }], // 10 × 10.00 + 5 × 12.00
      [issue('01-04', 25, { name: 'i2' }), { ...cost('300.00'), ...held('-10', '-120.00') }],
      [day('01-31', { do: 'close', refused: 'period-checks-failed' })],
      [day('01-31', { do: 'close', accept: ['negative'] })],
      [receive('02-03', 20, '300.00'), { ...changed(['i2', '330.00']), ...held('10', '150.00', { issued: '490.00' }) }], // 180 + 10 × 15.00
      [day('01-31', { do: 'show' }), held('-10', '-120.00', { issued: '460.00' })],
    ],
  },
]

const newest: Table[] = [
  {
    name: 'last in, first out with a back-dated receipt, a return, and a count that stays',
    settings: { method: 'lifo' },
    rows: [
      [receive('01-01', 100, '1000.00')],
      [receive('01-05', 100, '1100.00')],
      [issue('01-10', 150, { name: 'i1' }), cost('1600.00')],
      [receive('01-12', 100, '1200.00')],
      [issue('01-15', 80, { name: 'i2' }), cost('960.00')],
      [receive('01-08', 20, '180.00'), { ...changed(['i1', '1580.00']), ...held('90', '940.00') }], // 20 × 9 + 100 × 11 + 30 × 10
      [day('01-20', { do: 'return-in', of: 'i2', quantity: 10 }), { ...cost('120.00'), ...held('100', '1060.00') }],
      [day('01-25', { do: 'reconcile', item: 'A', quantity: 90, name: 'c' }), { ...cost('-120.00'), ...held('90', '940.00') }],
      [issue('01-22', 5), { ...cost('60.00'), ...changed(['c', '-60.00']), ...held('90', '940.00') }],
    ],
  },
]

const charges: Table[] = [
  {
    name: 'by weight, quantity and value with the largest remainder; its share of what was issued, also after a close',
    rows: [
      [receive('01-01', 3, '30.00', { name: 'a', weight: 1 })],
      [receive('01-01', 3, '60.00', { item: 'B', name: 'b', weight: 1 })],
      [receive('01-01', 3, '90.00', { item: 'C', name: 'c', weight: 1 })],
      [issue('01-05', 2, { name: 'ia' }), cost('20.00')],
      [
        day('01-10', { do: 'landed-cost', amount: '100.00', over: ['a', 'b', 'c'], by: 'weight' }),
        changed(['a', '63.34'], ['b', '93.33'], ['c', '123.33'], ['ia', '42.23']), // 63.34 × 2 / 3
      ],
      [day('01-11', { do: 'landed-cost', amount: '0.01', over: ['a', 'b', 'c'] }), changed(['a', '63.35'])],
      [
        day('01-11', { do: 'landed-cost', amount: '10', over: ['a', 'b'], by: 'value' }), // 30 : 60
        changed(['a', '66.68'], ['b', '100.00'], ['ia', '44.45']),
      ],
      [close('01-31')],
      [
        day('02-11', { do: 'landed-cost', amount: '9.00', over: ['a'] }),
        { ...changed(['a', '75.68'], ['ia', '50.45']), ...held('1', '25.23') },
      ],
      [day('01-31', { do: 'show' }), held('1', '22.23', { issued: '44.45' })],
    ],
  },
]

const making: Table[] = [
  {
    name: 'outputs cost inputs and fee, follow what an input costs later, and come apart by weight',
    rows: [
      [receive('01-01', 10, '70.00')],
      [receive('01-01', 100, '3.30', { item: 'screw' })],
      [
        day('01-05', {
          do: 'assemble',
          inputs: [
            { item: 'A', quantity: 3 },
            { item: 'screw', quantity: 20 },
          ],
          outputs: [{ item: 'chair', quantity: 2 }],
          fee: '5.00',
        }),
        { items: { chair: { quantity: '2', value: '26.66' }, screw: { quantity: '80', value: '2.64' } } },
      ],
      [issue('01-06', 1, { item: 'chair', name: 'sold' }), cost('13.33')],
      // Back-dated: 160 / 20 = 8.00 each, so the three cost 24.00.
      [receive('01-02', 10, '90.00'), { items: { A: { value: '136.00' }, chair: { value: '14.83' } }, issued: '14.83' }],
      [
        day('01-10', {
          do: 'assemble',
          inputs: [{ item: 'chair', quantity: 1 }],
          outputs: [
            { item: 'A', quantity: 1, weight: 2 },
            { item: 'screw', quantity: 10, weight: 1 },
          ],
          fee: '0.01',
        }),
        { items: { A: { value: '145.89' }, screw: { value: '7.59' }, chair: { quantity: '0', value: '0.00' } } }, // 14.84 by 2 : 1
      ],
    ],
  },
]

const chosen: Table[] = [
  {
    name: 'specific: a return and a late charge stay with their own receipt',
    settings: { method: 'specific' },
    rows: [
      [receive('01-01', 3, '30.00', { name: 'r1' })],
      [receive('01-02', 3, '36.00', { name: 'r2' })],
      [issue('01-03', 2, { of: 'r2', name: 'i1' }), cost('24.00')],
      [issue('01-03', 1, { refused: 'costing-refused' })],
      [issue('01-04', 2, { of: 'r2', refused: 'costing-refused' })],
      [day('01-05', { do: 'return-in', of: 'i1', quantity: 1, name: 'b1' }), cost('12.00')],
      [day('01-06', { do: 'landed-cost', amount: '3.00', over: ['r2'] }), changed(['r2', '39.00'], ['i1', '26.00'], ['b1', '13.00'])],
      [issue('01-07', 1, { of: 'r2' }), { ...cost('13.00'), ...held('4', '43.00') }],
      [day('01-08', { do: 'return-out', of: 'r1', quantity: 1 }), { ...cost('10.00'), ...held('3', '33.00') }],
    ],
  },
]

describe.each([
  ['revisions of closed averages', closedAverages],
  ['standard cost', standards],
  ['below zero', shortages],
  ['last in, first out', newest],
  ['landed cost', charges],
  ['making and taking apart', making],
  ['specific', chosen],
] as const)('tables computed by hand: %s', (_group, tables) => {
  it.each(tables.map((table) => [table.name, table] as const))('%s', async (_name, table) => {
    expect(await deviations(table)).toEqual([])
  })
})
