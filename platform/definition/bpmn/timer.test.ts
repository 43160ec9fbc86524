import { describe, expect, it } from 'vitest'
import { nextCron } from './cron.ts'
import { addDuration, nextCycle, planTimer, readInstant } from './timer.ts'

const ZONE = 'Asia/Shanghai'
const at = (text: string): number => Date.parse(text)

describe('cycles', () => {
  it('count down, keep their end, and end', () => {
    let timer = planTimer('cycle', 'R3/PT1H', at('2026-01-01T00:00:00Z'), ZONE)
    const dues: string[] = []
    for (; timer !== null; timer = timer.cycle === null ? null : nextCycle(timer.cycle, timer.due, timer.due, ZONE)) {
      dues.push(new Date(timer.due).toISOString().slice(11, 16))
    }
    expect(dues).toEqual(['01:00', '02:00', '03:00'])
  })
  it('an interval between two instants is a cycle too', () =>
    expect(planTimer('cycle', 'R2/2026-01-01T00:00:00Z/2026-01-02T00:00:00Z', 0, ZONE)).toEqual({
      due: at('2026-01-02T00:00:00Z'),
      cycle: 'R1/P1D',
    }))
  it('R0 never happens', () => expect(planTimer('cycle', 'R0/PT1H', 0, ZONE)).toBeNull())
  it('months keep the day where the month has it: 31 January, a year of ends', () => {
    let due = at('2028-01-31T00:00:00Z')
    const days: number[] = []
    for (let count = 0; count < 3; count++) days.push(new Date((due = nextCycle('R/P1M', due, due, ZONE)!.due)).getUTCDate())
    expect(days).toEqual([29, 29, 29])
  })
  it.each(['R3', 'X/PT1H', 'R3/PT', 'R/P1D/x', 'every day', ''])('refuses %s', (text) =>
    expect(() => planTimer('cycle', text, 0, ZONE)).toThrow(expect.objectContaining({ code: 'bad-date' })),
  )
})

describe('cron', () => {
  it.each([
    ['0 9 * * *', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'],
    ['0 9 * * *', '2026-01-01T01:00:00Z', '2026-01-02T01:00:00Z'],
    ['*/15 * * * *', '2026-01-01T00:07:00Z', '2026-01-01T00:15:00Z'],
    ['0 0 9-17 ? * MON-FRI', '2026-01-02T10:00:00Z', '2026-01-05T01:00:00Z'],
    ['0 0 0 29 2 ?', '2026-01-01T00:00:00Z', '2028-02-28T16:00:00Z'],
    ['30 0 12 1 * ?', '2026-01-01T04:00:30Z', '2026-02-01T04:00:30Z'],
    ['0 8 * * 0', '2026-01-01T00:00:00Z', '2026-01-04T00:00:00Z'],
    ['0 0 8 ? * 2', '2026-01-01T00:00:00Z', '2026-01-05T00:00:00Z'],
  ])('%s after %s is %s', (text, after, next) =>
    expect(new Date(nextCron(text, at(after), ZONE)).toISOString()).toBe(next.replace('Z', '.000Z')),
  )
  it.each(['61 * * * *', 'a b c d e', '0 0 31 2 *', '*/0 * * * *'])('refuses %s', (text) =>
    expect(() => nextCron(text, 0, ZONE)).toThrow(expect.objectContaining({ code: 'bad-date' })),
  )
})

it.each([
  ['2026-01-31', '2026-01-30T16:00:00.000Z'],
  ['2026-01-31T08:30', '2026-01-31T00:30:00.000Z'],
  ['2026-01-31T08:30Z', '2026-01-31T08:30:00.000Z'],
  ['2026-01-31T08:30:00+0100', '2026-01-31T07:30:00.000Z'],
  ['2026-01-31T08:30:00.250Z', '2026-01-31T08:30:00.250Z'],
])('%s is the instant %s', (text, instant) => {
  expect(new Date(readInstant(text, ZONE)).toISOString()).toBe(instant)
})

it.each([
  ['P60D', '2026-03-02'],
  ['P1Y2M3DT4H', '2027-03-04'],
  ['P2W', '2026-01-15'],
  ['-P1D', '2025-12-31'],
  ['P0D', '2026-01-01'],
])('%s after New Year 2026 is on %s', (duration, day) => {
  expect(new Date(addDuration(at('2026-01-01T00:00:00Z'), duration, 'UTC')).toISOString().slice(0, 10)).toBe(day)
})
