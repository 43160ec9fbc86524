import { describe, expect, it } from 'vitest'
import { readReportWish } from './report-request.ts'

describe('what a report is compared with', () => {
  const compared = (given: unknown): unknown => {
    const { compare } = readReportWish('sold', { '@compare': given })
    if (typeof compare !== 'object') return compare
    return 'at' in compare ? compare.at.toString() : [compare.from.toString(), compare.to.toString()]
  }

  it.each([
    [undefined, undefined],
    ['period', 'period'],
    ['year', 'year'],
    ['2026-02-01/2026-02-28', ['2026-02-01', '2026-02-28']],
    ['2026-02-01/2026-02-01', ['2026-02-01', '2026-02-01']],
    ['2026-02-28', '2026-02-28'],
  ])('%s', (given, expected) => expect(compared(given)).toEqual(expected))

  it.each(['', 'month', '2026-02-30', '2026-02-30/2026-03-01', '2026-03-02/2026-03-01', '2026-02-01/2026-02-28/x', ['period']])(
    'refuses %s',
    (given) => expect(() => compared(given)).toThrow(expect.objectContaining({ code: 'bad-request' })),
  )
})
