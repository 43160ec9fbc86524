import { afterEach, describe, expect, it } from 'vitest'
import { workspaceTime, workspaceToday } from './today.ts'
import { clockText, momentOnClock, setClock } from './workspace-clock.ts'

describe('the day of the workspace', () => {
  afterEach(() => setClock('Asia/Shanghai'))

  const late = Date.parse('2026-11-30T17:30:00Z')
  it.each([
    ['Asia/Shanghai', '2026-12-01', '01:30'],
    ['UTC', '2026-11-30', '17:30'],
    ['America/New_York', '2026-11-30', '12:30'],
    ['Pacific/Kiritimati', '2026-12-01', '07:30'],
  ])('in %s is %s, whatever the clock of the reader says', (zone, day, time) => {
    setClock(zone)
    expect([String(workspaceToday(late)), workspaceTime(late)]).toEqual([day, time])
  })

  it('begins at midnight of the workspace', () => {
    expect(String(workspaceToday(Date.parse('2026-11-30T15:59:59Z')))).toBe('2026-11-30')
    expect(String(workspaceToday(Date.parse('2026-11-30T16:00:00Z')))).toBe('2026-12-01')
    expect(workspaceTime(Date.parse('2026-11-30T16:00:00Z'))).toBe('00:00')
  })

  it.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'])('gives its minutes back in %s', (zone) => {
    setClock(zone)
    for (const moment of [late, Date.parse('2026-03-08T06:59:00Z'), Date.parse('2026-07-01T00:00:00Z')]) {
      expect([zone, momentOnClock(clockText(moment))]).toEqual([zone, moment])
    }
  })

  it('knows no moment in what is none', () => {
    expect(momentOnClock('')).toBeNaN()
    expect(momentOnClock('tomorrow')).toBeNaN()
  })
})
