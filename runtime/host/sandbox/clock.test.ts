import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { Clock } from './clock.ts'

const today = CalendarDate.of(2026, 6, 15)
const at = (text: string): number => Date.parse(text)

describe('the clock of a sandbox', () => {
  it('opens at nine in the time zone of the workspace, and goes on by minutes', () => {
    const clock = new Clock({ today, timeZone: 'Asia/Shanghai' })
    expect(clock.now()).toBe(at('2026-06-15T09:00:00+08:00'))
    clock.moveTo(undefined)
    expect(clock.now()).toBe(at('2026-06-15T09:01:00+08:00'))
  })

  it.each([
    ['2026-03-05', '2026-03-05T09:00:00+08:00'],
    ['-12', '2026-06-03T09:00:00+08:00'],
    ['3', '2026-06-18T09:00:00+08:00'],
    ['0', '2026-06-15T09:01:00+08:00'],
  ])('moves to %s', (on, expected) => {
    const clock = new Clock({ today, timeZone: 'Asia/Shanghai' })
    clock.moveTo(on)
    expect(clock.now()).toBe(at(expected))
  })

  it('counts days from today, wherever it stands, and stays on a day that it shows already', () => {
    const clock = new Clock({ today, timeZone: 'Asia/Shanghai' })
    clock.moveTo('-40')
    clock.moveTo('-40')
    expect(clock.now()).toBe(at('2026-05-06T09:01:00+08:00'))
  })

  it('never passes the latest moment', () => {
    const latest = at('2026-06-15T07:30:00+08:00')
    const clock = new Clock({ today, timeZone: 'Asia/Shanghai', latest })
    expect(clock.now()).toBe(latest)
    clock.moveTo('5')
    expect(clock.now()).toBe(latest)
  })
})
