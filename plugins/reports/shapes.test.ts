import type { ReportRequest } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { ageing, bucketOf } from './ageing/index.ts'
import { card } from './card/index.ts'

const today = CalendarDate.parse('2026-03-31')

function request(columns: ReportRequest['report']['columns'], more: Record<string, unknown> = {}, parameters: Record<string, unknown> = {}): ReportRequest {
  return {
    report: { kind: 'report', name: 'test', shape: 'card', from: { ledger: 'ledger' }, columns, ...more },
    source: { measures: ['quantity', 'amount'], dimensions: ['item', 'party'], attributes: ['due'] },
    parameters,
    today,
    where: [],
  }
}

const text = (rows: readonly Record<string, unknown>[], ...names: string[]): unknown[][] => rows.map((row) => names.map((name) => (row[name] == null ? null : String(row[name]))))

describe('card', () => {
  const columns = [{ name: 'at' }, { name: 'quantity' }]
  it('runs on from the opening balance', () => {
    const from = CalendarDate.parse('2026-03-01')
    const asked = request(columns, {}, { from })
    expect(card.plan(asked).map((read) => [read.name, read.of, read.to?.toString()])).toEqual([['opening', 'balances', '2026-02-28'], ['entries', 'entries', undefined]])
    const { rows } = card.shape(asked, { opening: [{ quantity: Decimal.parse('5') }], entries: [{ quantity: Decimal.parse('2.5') }, { quantity: Decimal.parse('-7.5') }] })
    expect(text(rows, 'quantityIn', 'quantityOut', 'quantityBalance')).toEqual([[null, null, '5'], ['2.5', null, '7.5'], [null, '7.5', '0.0']])
  })
})

describe('ageing', () => {
  it.each([[-5, 0], [0, 0], [1, 1], [30, 1], [31, 2], [90, 3], [91, 4]])('%i days late is in bucket %i', (days, bucket) => {
    expect(bucketOf(days, [0, 30, 60, 90])).toBe(bucket)
  })

  it('puts every cent into exactly one bucket', () => {
    const asked = request([{ name: 'due' }, { name: 'amount' }], { shape: 'ageing', ageing: { date: 'due', measure: 'amount', buckets: [0, 30] } })
    const rows = ['2026-04-01', '2026-03-31', '2026-03-30', '2026-01-01'].map((due) => ({ due: CalendarDate.parse(due), amount: Decimal.parse('0.01') }))
    const shaped = ageing.shape(asked, { rows })
    expect(text(shaped.rows, 'daysLate', 'bucket0', 'bucket1', 'bucket2')).toEqual([['0', '0.01', null, null], ['0', '0.01', null, null], ['1', null, '0.01', null], ['89', null, null, '0.01']])
    expect(shaped.columns.map((column) => column.name)).toEqual(['due', 'amount', 'daysLate', 'bucket0', 'bucket1', 'bucket2'])
  })
})
