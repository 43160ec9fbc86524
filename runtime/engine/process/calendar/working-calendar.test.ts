import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CalendarDefinition } from '@formwork/platform/definition/types.ts'
import { CompiledCalendar, elapsedTime } from './working-calendar.ts'

const office: CalendarDefinition = {
  kind: 'calendar',
  name: 'office',
  days: [1, 2, 3, 4, 5],
  hours: [
    { name: 'morning', from: '09:00', to: '12:00' },
    { name: 'afternoon', from: '13:00', to: '18:00' },
  ],
  exceptions: [
    { name: '2026-10-01', works: false },
    { name: '2026-10-10', works: true },
  ],
}
const calendar = new CompiledCalendar(office, 'Asia/Shanghai')
const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const HOUR = 3_600_000

it.each([
  ['hours within a day', '2026-01-05T09:00', 'PT2H', '2026-01-05T11:00'],
  ['hours over the noon break', '2026-01-05T11:00', 'PT2H', '2026-01-05T14:00'],
  ['hours over the night', '2026-01-05T17:00', 'PT2H', '2026-01-06T10:00'],
  ['hours over the weekend', '2026-01-09T17:30', 'PT1H', '2026-01-12T09:30'],
  ['from a Sunday', '2026-01-11T15:00', 'PT1H', '2026-01-12T10:00'],
  ['one working day', '2026-01-09T15:00', 'P1D', '2026-01-12T15:00'],
  ['a day from outside working time', '2026-01-10T23:00', 'P1D', '2026-01-13T09:00'],
  ['days and hours', '2026-01-09T15:00', 'P1DT4H', '2026-01-13T10:00'],
  ['a holiday is no working day', '2026-09-30T17:00', 'P1D', '2026-10-02T17:00'],
  ['a make-up Saturday is one', '2026-10-09T17:00', 'PT2H', '2026-10-10T10:00'],
  ['a week is calendar time', '2026-01-07T10:00', 'P1W', '2026-01-14T10:00'],
  ['nothing added outside moves to the next working moment', '2026-01-10T10:00', 'PT0S', '2026-01-12T09:00'],
])('%s', (_, from, duration, expected) => {
  expect(new Date(calendar.addDuration(at(from), duration)).toISOString()).toBe(new Date(at(expected)).toISOString())
})

it('counts what it adds: between is the inverse of add', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.integer({ min: 1, max: 60 * 60 }), (offset, minutes) => {
      const begin = at('2026-01-01T00:00') + offset * 60_000
      expect(calendar.between(begin, calendar.add(begin, minutes * 60_000))).toBe(minutes * 60_000)
    }),
    { numRuns: 100 },
  )
})

it('has eight hours a working day', () => {
  expect(calendar.between(at('2026-01-05T00:00'), at('2026-01-12T00:00'))).toBe(40 * HOUR)
})

it('says that it has no working time instead of looking for ever', () => {
  const empty = new CompiledCalendar({ ...office, days: [], exceptions: [] }, 'Asia/Shanghai')
  expect(() => empty.add(at('2026-01-05T00:00'), 1)).toThrowError(expect.objectContaining({ code: 'calendar-without-time' }) as Error)
})

it('elapsed time counts every hour', () => {
  const elapsed = elapsedTime('Asia/Shanghai')
  expect(elapsed.addDuration(at('2026-01-09T15:00'), 'P1D')).toBe(at('2026-01-10T15:00'))
  expect(elapsed.between(5, 3)).toBe(0)
})
