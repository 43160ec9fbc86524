import { CalendarDate } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barOf, movedDays, shownMonths } from './bars.ts'

const march = shownMonths(CalendarDate.of(2026, 3, 15), 'month')

describe('bars of a gantt chart', () => {
  it('show whole months', () => {
    expect([String(march.first), march.count]).toEqual(['2026-03-01', 31])
    const quarter = shownMonths(CalendarDate.of(2026, 12, 31), 'quarter')
    expect([String(quarter.first), quarter.count]).toEqual(['2026-12-01', 31 + 31 + 28])
  })

  it('stand on their days, cut where the shown days end', () => {
    expect(barOf('2026-03-02', '2026-03-04', march)).toEqual({ start: 1, length: 3, isCutBefore: false, isCutAfter: false })
    expect(barOf('2026-02-20', '2026-03-01', march)).toEqual({ start: 0, length: 1, isCutBefore: true, isCutAfter: false })
    expect(barOf('2026-03-31', '2026-05-01', march)).toEqual({ start: 30, length: 1, isCutBefore: false, isCutAfter: true })
    expect(barOf('2026-04-01', '2026-05-01', march)).toBeUndefined()
    expect(barOf('2026-02-01', '2026-02-28', march)).toBeUndefined()
  })

  it('are one day where the second day is missing or before the first, and none without a first', () => {
    expect(barOf('2026-03-05', null, march)).toMatchObject({ start: 4, length: 1 })
    expect(barOf('2026-03-05', '2026-03-01', march)).toMatchObject({ start: 4, length: 1 })
    expect(barOf(null, '2026-03-01', march)).toBeUndefined()
  })

  it('never leave the shown days, and hold exactly the days of the row among them', () => {
    const day = fc.integer({ min: -60, max: 120 })
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 90 }), (offset, length) => {
        const from = march.first.addDays(offset)
        const bar = barOf(String(from), String(from.addDays(length)), march)
        const shown = Array.from({ length: length + 1 }, (_, index) => offset + index).filter((each) => each >= 0 && each < march.count)
        expect(bar === undefined ? [] : Array.from({ length: bar.length }, (_, index) => bar.start + index)).toEqual(shown)
      }),
    )
  })

  it('move as one', () => {
    expect(movedDays('2026-02-27', '2026-03-01', 2)).toEqual({ from: '2026-03-01', to: '2026-03-03' })
    expect(movedDays('2026-03-01', null, -1)).toEqual({ from: '2026-02-28', to: null })
  })
})
