import { expect, it } from 'vitest'
import type { JsonObject } from '@formwork/platform/value/index.ts'
import { runBook } from '../ledger.ts'

/** One receipt, one issue, one claim, and January closed. */
const before: JsonObject[] = [
  { do: 'receive', date: '2026-01-05', item: 'A', quantity: 10, value: '100.00', name: 'r1' },
  { do: 'issue', date: '2026-01-10', item: 'A', quantity: 4, name: 'i1' },
  { do: 'close', date: '2026-01-31' },
  { do: 'receive', date: '2026-02-01', item: 'A', quantity: 2, value: '30.00', name: 'r2' },
  { do: 'owe', date: '2026-02-01', party: 'P', amount: '50.00', due: '2026-03-01', name: 'c1' },
]
const at = (more: JsonObject): JsonObject => ({ date: '2026-02-10', item: 'A', ...more })

const refusals: [name: string, step: JsonObject, code: string][] = [
  ['a date in a closed period', { do: 'receive', date: '2026-01-20', item: 'A', quantity: 1, value: '1.00' }, 'period-closed'],
  ['a void of what a closed period holds', { do: 'void', date: '2026-02-10', of: 'i1' }, 'period-closed'],
  ['more than there is', at({ do: 'issue', quantity: 9 }), 'assertion-refused'],
  ['more than is there on a later day', { do: 'issue', date: '2026-02-01', item: 'A', quantity: 9 }, 'assertion-refused'],
  [
    'one line of two too large',
    at({
      do: 'issue',
      lines: [
        { item: 'A', quantity: 8 },
        { item: 'A', quantity: 1 },
      ],
    }),
    'assertion-refused',
  ],
  ['more back than was issued', at({ do: 'return-in', of: 'i1', quantity: 5 }), 'over-returned'],
  ['a return before its issue', { do: 'return-in', date: '2026-02-01T00:01', of: 'r2', quantity: 1 }, 'source-is-later'],
  ['an amount beyond range', at({ do: 'receive', quantity: 1, value: '99999999999999.99' }), 'out-of-range'],
  [
    'a sum beyond range',
    at({
      do: 'receive',
      lines: [
        { item: 'A', quantity: 1, value: '60000000000000.00' },
        { item: 'A', quantity: 1, value: '60000000000000.00' },
      ],
    }),
    'posting-refused',
  ],
  [
    'a base of nothing',
    { do: 'landed-cost', date: '2026-02-10', amount: '5.00', by: 'manual', lines: [{ of: 'r2', weight: 0 }] },
    'zero-basis',
  ],
  [
    'outputs that weigh nothing',
    at({ do: 'assemble', inputs: [{ item: 'A', quantity: 1 }], outputs: ['B', 'C'].map((item) => ({ item, quantity: 1, weight: 0 })) }),
    'zero-basis',
  ],
  ['a value for nothing held', { do: 'revalue', date: '2026-02-10', item: 'B', value: '5.00' }, 'costing-refused'],
  [
    'more settled than is chosen',
    { do: 'settle', date: '2026-02-10', party: 'P', amount: '60.00', over: [{ of: 'c1', amount: '60.00' }] },
    'over-allocated',
  ],
  ['more settled than is open', { do: 'settle', date: '2026-02-10', party: 'P', amount: '60.00', rest: 'refuse' }, 'over-allocated'],
  ['a void of what was returned', { do: 'void', date: '2026-02-10', of: 'r1' }, 'period-closed'],
  ['a close that is not the next', { do: 'close', date: '2026-04-30' }, 'period-not-next'],
  ['a reopening of what is not closed', { do: 'reopen', date: '2026-02-10', period: '2026-02' }, 'unknown-period'],
  ['a method in the middle of a month', { do: 'switch', date: '2026-02-15', method: 'fifo' }, 'costing-refused'],
  ['a method that is not there', { do: 'switch', date: '2026-03-01', method: 'guess' }, 'unknown-plugin'],
]

it.each(refusals)('%s: refused, and nothing is written', async (_name, step, code) => {
  const show = { do: 'show', date: '2026-12-31' }
  const results = await runBook(JSON.stringify([...before, show, { ...step, refused: true }, show]))
  const [first, refused, last] = results.slice(-3) as [JsonObject, JsonObject, JsonObject]
  expect((refused.refused as JsonObject | undefined)?.code).toBe(code)
  expect({ ...last, step: first.step }).toEqual(first)
})

const named: [name: string, step: JsonObject, rule: string, path: string | undefined][] = [
  [
    'a sum beyond range',
    at({ do: 'receive', lines: ['A', 'A'].map((item) => ({ item, quantity: 1, value: '60000000000000.00' })) }),
    'receive',
    'lines/1',
  ],
  ['a base of nothing', { do: 'landed-cost', amount: '5.00', by: 'manual', lines: [{ of: 'r2', weight: 0 }] }, 'landed', undefined],
  [
    'outputs that weigh nothing',
    { do: 'assemble', inputs: [{ item: 'A', quantity: 1 }], outputs: ['B', 'C'].map((item) => ({ item, quantity: 1, weight: 0 })) },
    'assemble',
    'outputs/0',
  ],
  ['more than there is', { do: 'issue', lines: [1, 20].map((quantity) => ({ item: 'A', quantity })) }, 'enough', 'lines/1/quantity'],
  ['a value for nothing held', { do: 'revalue', item: 'B', value: '5.00' }, 'revalue', 'lines/0'],
  ['more back than was issued', { do: 'return-in', lines: [1, 5].map((quantity) => ({ of: 'i1', quantity })) }, 'return-in', 'lines/1'],
  ['a return before its issue', { do: 'return-in', date: '2026-02-01T00:01', of: 'r2', quantity: 1 }, 'return-in', 'lines/0'],
  [
    'more settled than is chosen',
    { do: 'settle', party: 'P', amount: '60.00', over: [{ of: 'c1', amount: '60.00' }] },
    'settle',
    'lines/0',
  ],
  ['more settled than is open', { do: 'settle', party: 'P', amount: '60.00', rest: 'refuse' }, 'settle', undefined],
]

it.each(named)('%s: the refusal names the rule and the row, in both languages', async (_name, step, rule, path) => {
  const [result] = (await runBook(JSON.stringify([...before, { date: '2026-02-10', ...step, refused: true }]))).slice(-1) as [JsonObject]
  const refused = result.refused as JsonObject
  expect(refused).toMatchObject({ rule, ...(path === undefined ? {} : { path, row: Number(/\d+/.exec(path)![0]) + 1 }) })
  expect(refused.path).toBe(path)
  expect(String(refused.zh)).toMatch(/\p{Script=Han}/u)
})

it('a balance beyond range of a ledger that costs nothing is refused with the rule', async () => {
  const party = { date: '2026-01-01', party: 'Q', amount: '60000000000000.00' }
  const results = await runBook(
    JSON.stringify([
      { do: 'limit', ...party },
      { do: 'settle', ...party, refused: 'posting-refused' },
    ]),
  )
  expect(results.filter(({ ok }) => ok !== true)).toEqual([])
  expect(results[1]!.refused).toMatchObject({ rule: 'settle' })
})
