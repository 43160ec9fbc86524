import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { LATEST, type ReportRead } from '@formwork/platform/plugin/contracts/report-shape.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysOfPart, inParts, partOf } from './date-parts.ts'

const day = (text: string): CalendarDate => CalendarDate.parse(text)

describe('parts of a date', () => {
  it.each([
    ['2026-05-31', 'year', '2026'],
    ['2026-05-31', 'quarter', '2026-Q2'],
    ['2026-05-31', 'month', '2026-05'],
    ['2026-05-31', 'weekday', '7'],
    ['2026-06-01', 'weekday', '1'],
    ['2026-06-01', 'calendarMonth', '06'],
    ['2025-12-31', 'calendarMonth', '12'],
    // ISO 8601: the week of the year's first Thursday is its first.
    ['2024-12-30', 'week', '2025-W01'],
    ['2021-01-03', 'week', '2020-W53'],
    ['2026-01-01', 'week', '2026-W01'],
  ] as const)('%s as %s is %s', (text, part, expected) => {
    expect(partOf(day(text), part)).toBe(expected)
  })

  it('every day lies within the days of its part', () => {
    const parts = ['year', 'quarter', 'month', 'week'] as const
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.constantFrom(...parts), (epoch, part) => {
        const one = CalendarDate.fromEpochDay(epoch)
        const days = daysOfPart(partOf(one, part), part)!
        expect(days.from.compare(one)).toBeLessThanOrEqual(0)
        expect(days.to.compare(one)).toBeGreaterThanOrEqual(0)
        expect(partOf(days.from, part)).toBe(partOf(days.to, part))
        expect(partOf(days.to.addDays(1), part)).not.toBe(partOf(one, part))
      }),
    )
  })
})

const read = (more: Partial<ReportRead> = {}): ReportRead => ({
  name: 'rows',
  of: 'records',
  group: [{ name: 'month', path: ['date'] }],
  measures: [
    { name: 'amount', path: ['amount'], aggregate: 'sum' },
    { name: 'most', path: ['amount'], aggregate: 'maximum' },
    { name: 'least', path: ['amount'], aggregate: 'minimum' },
  ],
  where: [],
  ...more,
})
const columns = [{ name: 'month', part: 'month' as const }]
const row = (text: string, amount: number): Record<string, unknown> => {
  const figure = Decimal.of(amount)
  return { month: day(text), amount: figure, most: figure, least: figure }
}

describe('rows in parts', () => {
  it('become one where they are now the same, each figure by its own aggregate', () => {
    const rows = inParts(columns, read(), [row('2026-05-01', 3), row('2026-05-30', 7), row('2026-06-01', 1)])
    expect(rows.map(({ month, amount, most, least }) => [month, String(amount), String(most), String(least)])).toEqual([
      ['2026-05', '10', '7', '3'],
      ['2026-06', '1', '1', '1'],
    ])
  })

  it('stay apart as entries', () => {
    expect(inParts(columns, read({ of: 'entries' }), [row('2026-05-01', 3), row('2026-05-30', 7)])).toHaveLength(2)
  })

  it('of the latest ones the latest is left', () => {
    const found = inParts(columns, read({ latest: ['date'] }), [
      { ...row('2026-05-30', 7), [LATEST]: day('2026-05-30') },
      { ...row('2026-05-01', 3), [LATEST]: day('2026-05-01') },
    ])
    expect(found.map(({ amount }) => String(amount))).toEqual(['7'])
  })
})
