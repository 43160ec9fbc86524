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

describe.each([['revisions of closed averages', closedAverages]] as const)('tables computed by hand: %s', (_group, tables) => {
  it.each(tables.map((table) => [table.name, table] as const))('%s', async (_name, table) => {
    expect(await deviations(table)).toEqual([])
  })
})
