import { describe, expect, it } from 'vitest'
import { runBook } from '../ledger.ts'
import { help } from './help.ts'

type Given = Record<string, unknown>
type Row = readonly [date: string, step: Given, expected?: Given]

const owe = (amount: string, more: Given = {}): Given => ({ do: 'owe', party: 'P', amount, ...more })
const settle = (amount: string, more: Given = {}): Given => ({ do: 'settle', party: 'P', amount, ...more })
const open = (...amounts: string[]): Given => ({ open: amounts.map((amount) => ({ open: amount })) })
const dues = (...days: string[]): Given => ({ open: days.map((due) => ({ due })) })

const terms: [string, Row[]][] = [
  ['at once', [['2026-01-15', owe('1'), dues('2026-01-15')]]],
  ['30 days', [['2026-01-31', owe('1', { days: 30 }), dues('2026-03-02')]]],
  ['end of the month', [['2026-02-03', owe('1', { months: 0 }), dues('2026-02-28')]]],
  ['end of the month and 30 days', [['2026-01-15', owe('1', { months: 0, days: 30 }), dues('2026-03-02')]]],
  ['end of the second month after', [['2026-12-15', owe('1', { months: 2 }), dues('2027-02-28')]]],
  ['the 10th of the next month', [['2026-01-20', owe('1', { months: 1, day: 10 }), dues('2026-02-10')]]],
  ['the 31st of a shorter month', [['2026-01-20', owe('1', { months: 1, day: 31 }), dues('2026-02-28')]]],
  ['cut-off day 25: on it', [['2026-01-25', owe('1', { cutOff: 25, months: 1, day: 5 }), dues('2026-02-05')]]],
  ['cut-off day 25: after it', [['2026-01-26', owe('1', { cutOff: 25, months: 1, day: 5 }), dues('2026-03-05')]]],
  [
    'three instalments, the last takes the rest',
    [
      [
        '2026-01-01',
        owe('100', {
          instalments: [
            { percent: '33.33', days: 0 },
            { percent: '33.33', days: 30 },
            { percent: '33.34', months: 2 },
          ],
        }),
        {
          open: [
            { open: '33.33', due: '2026-01-01' },
            { open: '33.33', due: '2026-01-31' },
            { open: '33.34', due: '2026-03-31' },
          ],
        },
      ],
      ['2026-01-05', settle('50'), open('16.66', '33.34')],
    ],
  ],
]

const settlements: [string, Row[]][] = [
  [
    'in full, with a cash discount',
    [
      ['2026-01-01', owe('1000', { days: 30 })],
      ['2026-01-08', settle('980', { discount: '20' }), { open: [], exposure: {} }],
    ],
  ],
  [
    'newest first',
    [
      ['2026-01-01', owe('100', { due: '2026-01-10' })],
      ['2026-01-02', owe('100', { due: '2026-01-20' })],
      ['2026-01-05', settle('150', { order: 'newest' }), open('50.00')],
      ['2026-01-06', settle('60', { rest: 'refuse', refused: 'over-allocated' }), open('50.00')],
    ],
  ],
  [
    'one payment over chosen parts of three items; the rest is an advance',
    [
      ['2026-01-01', owe('100', { name: 'a' })],
      ['2026-01-01', owe('200', { name: 'b' })],
      ['2026-01-01', owe('300', { name: 'c' })],
      [
        '2026-01-05',
        settle('400', {
          over: [
            { of: 'c', amount: 250 },
            { of: 'a', amount: 100 },
          ],
        }),
        {
          open: [
            { of: 'b', open: '200.00' },
            { of: 'c', open: '50.00' },
            { side: 'advance on claim', open: '50.00' },
          ],
          exposure: { P: '200.00' },
        },
      ],
    ],
  ],
  [
    'an advance, netted later, its rest paid back',
    [
      [
        '2026-01-01',
        { do: 'advance', party: 'P', amount: 500 },
        { open: [{ side: 'advance on claim', open: '500.00' }], exposure: { P: '-500.00' } },
      ],
      ['2026-01-10', owe('300')],
      ['2026-01-11', { do: 'net', party: 'P', amount: 300, against: 'advance on claim' }, open('200.00')],
      ['2026-01-12', settle('250', { side: 'advance on claim', refused: 'over-allocated' })],
      ['2026-01-12', settle('200', { side: 'advance on claim' }), open()],
    ],
  ],
  [
    'an advance to the other side',
    [
      ['2026-01-01', { do: 'advance', party: 'S', amount: 80, side: 'advance on debt' }],
      ['2026-01-02', { do: 'owe', party: 'S', amount: 100, side: 'debt' }],
      [
        '2026-01-03',
        { do: 'net', party: 'S', amount: 80, side: 'debt', against: 'advance on debt' },
        { open: [{ side: 'debt', open: '20.00' }] },
      ],
    ],
  ],
  [
    'a credit lowers its item first, the rest is an advance: 100, 40 paid, all returned',
    [
      ['2026-01-01', owe('100', { name: 'a' })],
      ['2026-01-05', settle('40')],
      ['2026-01-10', { do: 'credit', of: 'a', amount: 100 }, { open: [{ side: 'advance on claim', open: '40.00' }] }],
    ],
  ],
  [
    'claim against debt of the same party, and of two parties',
    [
      ['2026-01-01', owe('100')],
      ['2026-01-01', owe('70', { side: 'debt' })],
      ['2026-01-02', { do: 'net', party: 'P', amount: 70, against: 'debt' }, open('30.00')],
      ['2026-01-03', { do: 'owe', party: 'Q', side: 'debt', amount: 30 }],
      ['2026-01-04', { do: 'net', party: 'P', with: 'Q', amount: 30, against: 'debt' }, open()],
      ['2026-01-05', { do: 'net', party: 'P', amount: 1, against: 'debt', refused: 'over-allocated' }],
    ],
  ],
  [
    'a claim and a debt pass to other parties',
    [
      ['2026-01-01', owe('100', { days: 30 })],
      [
        '2026-01-02',
        { do: 'hand-over', party: 'P', with: 'Q', amount: 60, due: '2026-02-15' },
        {
          open: [
            { party: 'P', open: '40.00' },
            { party: 'Q', open: '60.00', due: '2026-02-15' },
          ],
        },
      ],
      ['2026-01-03', owe('50', { side: 'debt' })],
      [
        '2026-01-04',
        { do: 'hand-over', party: 'P', with: 'R', side: 'debt', amount: 50 },
        { open: [{ party: 'P' }, { party: 'Q' }, { party: 'R', side: 'debt', open: '50.00' }] },
      ],
    ],
  ],
  [
    'voided: exactly its share is open again',
    [
      ['2026-01-01', owe('100', { name: 'a', due: '2026-01-10' })],
      ['2026-01-01', owe('100', { name: 'b', due: '2026-01-20' })],
      ['2026-01-05', settle('130', { name: 's1' }), open('70.00')],
      ['2026-01-06', settle('30'), open('40.00')],
      [
        '2026-01-06',
        { do: 'void', of: 's1' },
        {
          open: [
            { of: 'a', open: '100.00' },
            { of: 'b', open: '70.00' },
          ],
        },
      ],
    ],
  ],
  [
    'written off, found again',
    [
      ['2026-01-01', owe('100', { name: 'a' })],
      ['2026-01-05', settle('60')],
      ['2026-06-01', { do: 'write-off', of: 'a', name: 'w' }, open()],
      ['2026-07-01', { do: 'void', of: 'w' }, open('40.00')],
      ['2026-07-02', settle('40', { of: 'a' }), open()],
    ],
  ],
  [
    'a limit: what is paid makes room',
    [
      ['2026-01-01', owe('600')],
      ['2026-01-02', { do: 'limit', party: 'P', amount: 1000 }],
      ['2026-01-03', owe('400.01', { refused: 'assertion-refused' }), { exposure: { P: '600.00' } }],
      ['2026-01-03', owe('400')],
      ['2026-01-04', settle('100')],
      ['2026-01-05', { do: 'issue', item: 'X', quantity: 0, party: 'P', amount: '100.01', refused: 'assertion-refused' }],
      ['2026-01-06', owe('100'), { exposure: { P: '1000.00' } }],
    ],
  ],
  [
    'goods received on account, paid, returned',
    [
      [
        '2026-01-01',
        { do: 'receive', item: 'A', quantity: 10, rate: 10, party: 'S', days: 30, name: 'r' },
        { open: [{ side: 'debt', open: '100.00', due: '2026-01-31' }] },
      ],
      ['2026-01-02', { do: 'settle', party: 'S', side: 'debt', amount: 40 }, open('60.00')],
      ['2026-01-03', { do: 'return-out', of: 'r', quantity: 10 }, { items: { A: { quantity: '0' } } }],
      ['2026-01-03', { do: 'credit', of: 'r', amount: 100 }, { open: [{ side: 'advance on debt', open: '40.00' }] }],
    ],
  ],
]

const ages: [string, Row[]][] = [
  [
    'each cent in one bucket, strict bounds',
    [
      ['2026-01-01', owe('1', { due: '2026-03-31' })],
      ['2026-01-01', owe('2', { due: '2026-03-30' })],
      ['2026-01-01', owe('4', { due: '2026-03-01' })],
      ['2026-01-01', owe('8', { due: '2026-02-28' })],
      ['2026-01-01', owe('16', { due: '2026-01-30' })],
      ['2026-01-01', owe('0.01', { due: '2026-01-01' })],
      [
        '2026-03-31',
        { do: 'show' },
        { ageing: { claim: { 'not due': '1.00', '1-30': '6.00', '31-60': '24.00', '61-90': '0.01', '91-180': '0.00', total: '31.01' } } },
      ],
      ['2026-03-31', { do: 'show', buckets: [10, 20] }, { ageing: { claim: { '1-10': '2.00', 'over 20': '28.01', total: '31.01' } } }],
      ['2026-03-31', { do: 'show', by: 'date' }, { ageing: { claim: { '61-90': '31.01', total: '31.01' } } }],
    ],
  ],
  [
    'as of a day: later payments are not known, and shown as such',
    [
      ['2026-01-01', owe('100', { due: '2026-01-10' })],
      ['2026-03-01', settle('70')],
      [
        '2026-02-20',
        { do: 'show' },
        { open: [{ open: '100.00', settledLater: '70.00', late: 41 }], ageing: { claim: { '31-60': '100.00', total: '100.00' } } },
      ],
      ['2026-03-01', { do: 'show' }, { open: [{ open: '30.00' }] }],
      ['2025-12-31', { do: 'show' }, open()],
    ],
  ],
  [
    'reminders: only what is due, level by days, fee and interest',
    [
      ['2026-01-01', owe('1000', { due: '2026-01-31' })],
      ['2026-01-01', owe('500', { due: '2026-12-31' })],
      [
        '2026-03-02',
        {
          do: 'dun',
          levels: [{ days: 1 }, { days: 15, fee: 5 }, { days: 30, fee: 10, interest: '7.3' }, { days: 60, fee: 20, interest: '7.3' }],
        },
        { dunning: [{ party: 'P', of: '1', open: '1000.00', late: 30, level: 3, fee: '10', interest: '6.00' }] },
      ],
      ['2026-03-02', settle('1000')],
      ['2026-03-03', { do: 'dun' }, { dunning: [] }],
    ],
  ],
]

const usd = { currency: 'USD' }
const currencies: [string, Row[]][] = [
  [
    'paid at a higher rate: a gain on a claim',
    [
      ['2026-01-01', owe('1000', { ...usd, rate: '7.00' }), { open: [{ open: '1000.00', base: '7000.00' }] }],
      ['2026-02-01', settle('1000', { ...usd, rate: '7.15' }), { open: [], exchange: { realised: '150.00', unrealised: '0.00' } }],
    ],
  ],
  [
    'paid at a higher rate: a loss on a debt',
    [
      ['2026-01-01', owe('1000', { ...usd, rate: '7.00', side: 'debt' })],
      ['2026-02-01', settle('1000', { ...usd, rate: '7.15', side: 'debt' }), { open: [], exchange: { realised: '-150.00' } }],
    ],
  ],
  [
    'in part, over two items at two rates',
    [
      ['2026-01-01', owe('100', { ...usd, rate: '7.00', due: '2026-01-10' })],
      ['2026-01-02', owe('100', { ...usd, rate: '7.20', due: '2026-01-20' })],
      // 100 at 7.00 and 50 at 7.20 were booked at 1060; 150 at 7.10 are 1065
      [
        '2026-02-01',
        settle('150', { ...usd, rate: '7.10' }),
        { open: [{ open: '50.00', base: '360.00' }], exchange: { realised: '5.00' } },
      ],
      ['2026-02-02', settle('50', { ...usd, rate: '7.20' }), { open: [], exchange: { realised: '5.00' } }],
    ],
  ],
  [
    'thirds of a cent: the last part takes the rest',
    [
      ['2026-01-01', owe('3', { ...usd, rate: '0.3333' }), { open: [{ base: '1.00' }] }],
      ['2026-01-02', settle('1', { ...usd, rate: '0.3333' }), { open: [{ base: '0.67' }] }],
      ['2026-01-03', settle('1', { ...usd, rate: '0.3333' })],
      ['2026-01-04', settle('1', { ...usd, rate: '0.3333' }), { open: [], exchange: { realised: '-0.01' } }],
    ],
  ],
  [
    'month-end rate, taken back on the first',
    [
      ['2026-01-10', owe('1000', { ...usd, rate: '7.00' })],
      [
        '2026-01-31',
        { do: 'revalue-currency', ...usd, rate: '7.10', reverse: '2026-02-01' },
        { open: [{ base: '7100.00' }], exchange: { unrealised: '100.00' } },
      ],
      ['2026-02-01', { do: 'show' }, { open: [{ base: '7000.00' }], exchange: { unrealised: '0.00' } }],
      [
        '2026-02-10',
        settle('1200', { ...usd, rate: '7.20' }),
        { open: [{ side: 'advance on claim', open: '200.00', base: '1440.00' }], exchange: { realised: '200.00', unrealised: '0.00' } },
      ],
      ['2026-02-11', owe('200', { ...usd, rate: '7.30' })],
      [
        '2026-02-12',
        { do: 'net', party: 'P', ...usd, amount: 200, against: 'advance on claim' },
        { open: [], exchange: { realised: '180.00' } },
      ],
    ],
  ],
  [
    'the wrong currency finds nothing open',
    [
      ['2026-01-10', owe('1000', { ...usd, rate: '7.00' })],
      ['2026-01-11', settle('1000', { rest: 'refuse', refused: 'over-allocated' }), { open: [{ open: '1000.00' }] }],
    ],
  ],
]

describe.each([
  ['terms', terms],
  ['settlement', settlements],
  ['ageing and reminders', ages],
  ['currencies', currencies],
] as const)('open items: %s', (_group, cases) => {
  it.each(cases)('%s', async (_name, rows) => {
    const steps = rows.map(([date, step, expected]) => ({ date, ...step, ...(expected === undefined ? {} : { expect: expected }) }))
    const results = await runBook(JSON.stringify(steps))
    expect(results.filter(({ ok }) => ok !== true).map(({ step, unexpected, refused }) => ({ step, unexpected, refused }))).toEqual([])
  })
})

describe('the examples of the help', () => {
  const examples = help
    .slice(help.indexOf('\nEXAMPLES'))
    .split(/\n\n/)
    .filter((text) => /^ *(EXAMPLES\n)?\s*[[{]/.test(text.replace('\nEXAMPLES', '')))

  it.each(examples.map((text) => [text.replace('EXAMPLES', '').trim()]))('%s', async (text) => {
    expect((await runBook(text)).filter(({ ok }) => ok !== true)).toEqual([])
  })

  it('are all found', () => {
    expect(examples.length).toBeGreaterThan(5)
  })
})
