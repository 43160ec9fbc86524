import { expect, it } from 'vitest'
import type { Model } from './model.ts'
import { CalendarDate } from '../value/index.ts'
import { WorkingDays, workingDaysOf } from './working-days.ts'

const week = { kind: 'calendar', name: 'week', days: [1, 2, 3, 4, 5], hours: [{ name: 'day', from: '09:00', to: '18:00' }] } as const
const office = {
  ...week,
  days: [...week.days],
  hours: [...week.hours],
  exceptions: [
    ...['01', '02', '05', '06', '07'].map((day) => ({ name: `2026-10-${day}`, works: false })),
    { name: '2026-10-10', works: true },
  ],
}

it.each([
  ['a working day stays', '2026-09-30', '2026-09-30'],
  ['a holiday goes to the first day after all of them', '2026-10-01', '2026-10-08'],
  ['a weekend within holidays too', '2026-10-03', '2026-10-08'],
  ['a made-up Saturday is worked', '2026-10-10', '2026-10-10'],
  ['a Sunday goes to Monday', '2026-10-11', '2026-10-12'],
])('%s', (_, date, expected) => {
  expect(new WorkingDays(office).from(CalendarDate.parse(date)).toString()).toBe(expected)
})

it('is found by the name of the calendar, and says when nothing is ever worked', () => {
  const never = { ...office, name: 'never', days: [], exceptions: [] }
  const model = { others: new Map([office, never].map((each) => [`calendar/${each.name}`, each])) } as unknown as Model
  const day = CalendarDate.parse('2026-10-01')
  expect(workingDaysOf(model, 'week')?.from(day).toString()).toBe('2026-10-08')
  expect(workingDaysOf(model, 'other')).toBeUndefined()
  expect(() => workingDaysOf(model, 'never')?.from(day)).toThrow(expect.objectContaining({ code: 'calendar-without-time' }))
})
