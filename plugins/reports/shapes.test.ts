import type { ReportRequest } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { assert, describe, expect, it } from 'vitest'
import { ageing, bucketOf } from './ageing/index.ts'
import { card } from './card/index.ts'
import { flow } from './flow/index.ts'
import { pairs } from './pairs/index.ts'
import { turnover } from './turnover/index.ts'

const today = CalendarDate.parse('2026-03-31')

function request(
  columns: ReportRequest['report']['columns'],
  more: Record<string, unknown> = {},
  parameters: Record<string, unknown> = {},
): ReportRequest {
  return {
    report: { kind: 'report', name: 'test', shape: 'card', from: { ledger: 'ledger' }, columns, ...more },
    source: { measures: ['quantity', 'amount'], dimensions: ['item', 'party'], attributes: ['due'] },
    parameters,
    today,
    language: 'en',
    where: [],
    evaluate: () => assert.fail('no shape here evaluates'),
  }
}

const text = (rows: readonly Record<string, unknown>[], ...names: string[]): unknown[][] =>
  rows.map((row) => names.map((name) => (row[name] == null ? null : String(row[name]))))

describe('card', () => {
  const columns = [{ name: 'at' }, { name: 'quantity' }]
  it('runs on from the opening balance', () => {
    const from = CalendarDate.parse('2026-03-01')
    const asked = request(columns, {}, { from })
    expect(card.plan(asked).map((read) => [read.name, read.of, read.to?.toString()])).toEqual([
      ['opening', 'balances', '2026-02-28'],
      ['entries', 'entries', undefined],
    ])
    const { rows } = card.shape(asked, {
      opening: [{ quantity: Decimal.parse('5') }],
      entries: [{ quantity: Decimal.parse('2.5') }, { quantity: Decimal.parse('-7.5') }],
    })
    expect(text(rows, 'quantityIn', 'quantityOut', 'quantityBalance')).toEqual([
      [null, null, '5'],
      ['2.5', null, '7.5'],
      [null, '7.5', '0.0'],
    ])
  })

  it('leaves out entries of figures that it does not show', () => {
    const { rows } = card.shape(request(columns), { entries: [{ quantity: Decimal.parse('2') }, { quantity: Decimal.parse('0') }] })
    expect(text(rows, 'quantityIn', 'quantityBalance')).toEqual([['2', '2']])
  })
})

describe('turnover', () => {
  it('adds up the entries of a period by its columns', () => {
    const [from, to] = [CalendarDate.parse('2026-03-01'), CalendarDate.parse('2026-03-31')]
    const asked = request([{ name: 'item' }, { name: 'amount' }], { shape: 'turnover' }, { from, to })
    expect(turnover.plan(asked).map((read) => [read.of, String(read.from), String(read.to)])).toEqual([
      ['entries', '2026-03-01', '2026-03-31'],
    ])
    const entries = [
      ['a', '1.10'],
      ['b', '2.00'],
      ['a', '0.90'],
      ['b', '-2.00'],
    ].map(([item, amount]) => ({ item, amount: Decimal.parse(amount!) }))
    expect(text(turnover.shape(asked, { entries }).rows, 'item', 'amount')).toEqual([['a', '2.00']])
  })
})

describe('turnover at a virtual place', () => {
  it('asks for that place by name', () => {
    const [read] = turnover.plan(request([{ name: 'quantity' }], { shape: 'turnover', turnover: { at: { party: 'outside' } } }))
    expect(read?.where).toEqual([{ compare: '=', left: { path: ['party'] }, right: { constant: 'outside' } }])
  })
})

describe('flow', () => {
  const kinds = [
    { name: 'bought', label: '收', direction: 'in', entities: ['receive'] },
    { name: 'sent', label: '发', direction: 'out', entities: ['issue'] },
    { name: 'movedIn', label: '移入', direction: 'in', entities: ['transfer'] },
    { name: 'movedOut', label: '移出', direction: 'out', entities: ['transfer'] },
  ]
  const asked = request(
    [{ name: 'item' }, { name: 'quantity' }],
    { shape: 'flow', flow: { kinds } },
    { from: CalendarDate.parse('2026-03-01') },
  )
  const entry = (item: string, entity: string, quantity: string) => ({ item, '@entity': entity, quantity: Decimal.parse(quantity) })
  const names = ['Opening', 'Bought', 'Sent', 'MovedIn', 'MovedOut', 'OtherIn', 'OtherOut', 'Closing'].map((name) => `quantity${name}`)

  it('counts what was undone against its kind, and splits a kind of both directions by sign', () => {
    const entries = [
      entry('a', 'receive', '10'),
      entry('a', 'issue', '-4'),
      entry('a', 'issue', '4'),
      entry('a', 'issue', '-1'),
      entry('a', 'transfer', '-2'),
      entry('a', 'transfer', '3'),
      entry('a', 'gift', '5'),
      entry('a', 'loss', '-6'),
    ]
    const { rows, columns } = flow.shape(asked, { opening: [{ item: 'a', quantity: Decimal.parse('7') }], entries })
    expect(text(rows, 'item', ...names)).toEqual([['a', '7', '10', '1', '3', '2', '5', '6', '16']])
    expect(columns.map(({ name }) => name)).toEqual(['item', ...names])
  })

  it('closes with opening + in − out, in every row', () => {
    const amount = fc.integer({ min: -1000, max: 1000 })
    const some = fc.array(
      fc.record({ item: fc.constantFrom('a', 'b'), entity: fc.constantFrom('receive', 'issue', 'transfer', 'gift'), amount }),
    )
    fc.assert(
      fc.property(some, amount, (given, opening) => {
        const { rows } = flow.shape(asked, {
          opening: [{ item: 'a', quantity: Decimal.of(opening) }],
          entries: given.map((each) => entry(each.item, each.entity, String(each.amount))),
        })
        for (const row of rows) {
          const of = (name: string): number => Number(String(row[`quantity${name}`] ?? 0))
          expect(of('Closing')).toBe(
            of('Opening') + of('Bought') + of('MovedIn') + of('OtherIn') - of('Sent') - of('MovedOut') - of('OtherOut'),
          )
        }
      }),
    )
  })

  it('leaves out rows in which nothing was there and nothing moved', () => {
    expect(flow.shape(asked, { entries: [entry('a', 'receive', '0')] }).rows).toEqual([])
  })
})

describe('ageing', () => {
  it.each([
    [-5, 0],
    [0, 0],
    [1, 1],
    [30, 1],
    [31, 2],
    [90, 3],
    [91, 4],
  ])('%i days late is in bucket %i', (days, bucket) => {
    expect(bucketOf(days, [0, 30, 60, 90])).toBe(bucket)
  })

  it('puts every cent into exactly one bucket', () => {
    const asked = request([{ name: 'due' }, { name: 'amount' }], {
      shape: 'ageing',
      ageing: { date: 'due', measure: 'amount', buckets: [0, 30] },
    })
    const rows = ['2026-04-01', '2026-03-31', '2026-03-30', '2026-01-01'].map((due) => ({
      due: CalendarDate.parse(due),
      amount: Decimal.parse('0.01'),
    }))
    const shaped = ageing.shape(asked, { rows })
    expect(text(shaped.rows, 'daysLate', 'bucket0', 'bucket1', 'bucket2')).toEqual([
      ['0', '0.01', null, null],
      ['0', '0.01', null, null],
      ['1', null, '0.01', null],
      ['89', null, null, '0.01'],
    ])
    expect(shaped.columns.map((column) => column.name)).toEqual(['due', 'amount', 'daysLate', 'bucket0', 'bucket1', 'bucket2'])
  })

  const dated = { date: 'due', measure: 'amount', buckets: [0, 30] }
  const later = { shape: 'ageing', ageing: { ...dated, later: { zh: '以后收款', en: 'Received later' } } }
  const columns: ReportRequest['report']['columns'] = [{ name: 'item' }, { name: 'due' }, { name: 'amount' }]
  const item = (name: string, amount: string): Record<string, unknown> => {
    const due = CalendarDate.parse('2026-03-20')
    return { item: name, due, '@date': due, amount: Decimal.parse(amount) }
  }

  it('shows what was settled after its day, of items that were open then', () => {
    const asked = request(columns, later, { at: today })
    expect(ageing.plan(asked).map(({ name, to }) => [name, to?.toString()])).toEqual([
      ['rows', '2026-03-31'],
      ['now', undefined],
    ])
    const then = [item('paid', '100'), item('part', '80.01'), item('open', '5'), item('before', '0')]
    // What was begun since is none of that day's.
    const now = [item('part', '30'), item('open', '5'), item('begun', '70')]
    const shaped = ageing.shape(asked, { rows: then, now })
    expect(text(shaped.rows, 'item', 'amount', 'settledLater', 'bucket1')).toEqual([
      ['paid', '100', '100', '100'],
      ['part', '80.01', '50.01', '80.01'],
      ['open', '5', '0', '5'],
    ])
    expect(shaped.columns.map(({ name }) => name)).toEqual([
      'item',
      'due',
      'amount',
      'settledLater',
      'daysLate',
      'bucket0',
      'bucket1',
      'bucket2',
    ])
  })

  it.each([
    ['of today', later, {}],
    ['without a heading for it', { shape: 'ageing', ageing: dated }, { at: today }],
  ])('has no such column %s', (_name, more, parameters) => {
    const asked = request(columns, more, parameters)
    expect(ageing.plan(asked)).toHaveLength(1)
    expect(ageing.shape(asked, { rows: [item('open', '5')] }).columns.map(({ name }) => name)).not.toContain('settledLater')
  })
})

describe('pairs', () => {
  const columns = [
    { name: 'item' },
    { name: 'from' },
    { name: 'many' },
    { name: 'lacking', value: 'to' },
    { name: 'sum', formula: '=many' },
  ]
  const parts = [
    { name: 'has', report: 'surplus', with: { item: '=parameter.item' } },
    { name: 'lacks', report: 'shortage' },
  ]
  const asked = { ...request(columns, { pairedBy: ['item'], parts }, { item: 7 }), evaluate: () => 7 }

  it('puts each row beside each that agrees; of a column of both the first counts', () => {
    expect(pairs.plan(asked)).toEqual([])
    expect(pairs.parts!(asked)).toEqual([
      { name: 'has', report: 'surplus', parameters: { item: 7 } },
      { name: 'lacks', report: 'shortage', parameters: {} },
    ])
    const has = [
      { item: 7, from: 'a', many: 5 },
      { item: 7, from: 'b', many: 1 },
      { item: 8, from: 'a', many: 2 },
      { item: 9, from: 'a', many: 2 },
    ]
    const lacks = [
      { item: 7, to: 'c', many: 99 },
      { item: 7, to: 'd' },
      { item: 9, to: 'b' },
    ]
    const { rows } = pairs.shape(asked, { has, lacks })
    expect(rows).toEqual([
      { item: 7, from: 'a', many: 5, lacking: 'c' },
      { item: 7, from: 'a', many: 5, lacking: 'd' },
      { item: 7, from: 'b', many: 1, lacking: 'c' },
      { item: 7, from: 'b', many: 1, lacking: 'd' },
      { item: 9, from: 'a', many: 2, lacking: 'b' },
    ])
    expect(pairs.shape(asked, { has: [] }).rows).toEqual([])
  })
})
