import type { ReportRequest, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { assert, describe, expect, it } from 'vitest'
import { slots } from './index.ts'

const today = CalendarDate.parse('2026-03-31')
const asked = (columns = ['item', 'held', 'worth']): ReportRequest => ({
  report: {
    kind: 'report',
    name: 'age',
    shape: 'slots',
    from: { ledger: 'goods' },
    columns: columns.map((name) => ({ name })) as ReportRequest['report']['columns'],
    slots: { measure: 'held', value: 'worth', entities: ['arrival'], buckets: [30, 60] },
  },
  source: { measures: ['held', 'worth'], dimensions: ['item'], attributes: [] },
  parameters: { at: null },
  today,
  language: 'en',
  where: [],
  evaluate: () => assert.fail('nothing to evaluate'),
})
const entry = (daysAgo: number, held: string, entity = 'arrival'): ReportRow => ({
  item: 'a',
  '@entity': entity,
  '@at': today.addDays(-daysAgo),
  held: Decimal.parse(held),
})
const aged = (held: string, worth: string, entries: ReportRow[]): ReportRow =>
  slots.shape(asked(), { held: [{ item: 'a', held: Decimal.parse(held), worth: Decimal.parse(worth) }], entries }).rows[0]!
const of = (row: ReportRow, ...names: string[]): unknown[] => names.map((name) => (row[name] == null ? null : String(row[name])))

describe('what is there, by age', () => {
  it('came in last: the youngest arrivals first, each unit in one bucket, cents to the last', () => {
    const row = aged('10', '100.01', [entry(90, '20'), entry(45, '4'), entry(5, '3'), entry(1, '50', 'move')])
    expect(of(row, 'bucket0', 'bucket1', 'bucket2')).toEqual(['3', '4', '3'])
    expect(of(row, 'worth0', 'worth1', 'worth2')).toEqual(['30.00', '40.00', '30.01'])
    // (3 × 5 + 4 × 45 + 3 × 90) ÷ 10
    expect(of(row, 'averageAge')).toEqual(['46.5'])
  })

  it('an arrival that was undone is none; what nothing explains is oldest, its age unknown', () => {
    const row = aged('5', '10.00', [entry(10, '8'), entry(10, '-8'), entry(20, '2')])
    expect(of(row, 'bucket0', 'bucket1', 'bucket2', 'averageAge')).toEqual(['2', null, '3', '20.0'])
  })

  it('shares out no value that its reader may not see', () => {
    const { columns, rows } = slots.shape(asked(['item', 'held']), { held: [{ item: 'a', held: Decimal.of(1) }], entries: [entry(1, '1')] })
    expect(columns.map(({ name }) => name)).toEqual(['item', 'held', 'bucket0', 'bucket1', 'bucket2', 'averageAge'])
    expect(rows[0]).not.toHaveProperty('worth0')
  })

  it('its buckets add up to what is there and what it is worth', () => {
    const arrivals = fc.array(fc.record({ daysAgo: fc.nat(400), held: fc.integer({ min: 1, max: 500 }) }), { maxLength: 12 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(1_000_000), arrivals, (held, cents, entries) => {
        const row = aged(
          String(held),
          Decimal.fromUnits(BigInt(cents), 2).toString(),
          entries.map((each) => entry(each.daysAgo, String(each.held))),
        )
        const sum = (prefix: string): string =>
          [0, 1, 2]
            .reduce((total, index) => total.add((row[`${prefix}${index}`] as Decimal | null) ?? Decimal.zero), Decimal.zero)
            .toString()
        expect(Decimal.parse(sum('bucket')).equals(Decimal.of(held))).toBe(true)
        expect(Decimal.parse(sum('worth')).equals(Decimal.fromUnits(BigInt(cents), 2))).toBe(true)
      }),
    )
  })
})
