import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../engine/report/compare-rows.ts'
import { comparisonKind, earlierPeriod } from './earlier-period.ts'
import type { ReadParameters } from './report-parameters.ts'

const day = (text: string): CalendarDate => CalendarDate.parse(text)
const today = day('2026-05-20')
const reportOf = (...dates: string[]): ReportDefinition =>
  ({
    kind: 'report',
    name: 'r',
    shape: 'balance',
    from: {},
    columns: [],
    parameters: dates.map((name) => ({ name, type: 'date' })),
  }) as never
const asked = (report: ReportDefinition, given: Record<string, string>, comparison: Comparison): unknown => {
  const values = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, day(text)]))
  return [earlierPeriod(report, { values } as unknown as ReadParameters, comparison, today), comparisonKind(report, comparison)]
}

describe('what a report as of a day stands beside', () => {
  const report = reportOf('at')
  it.each<[string, Record<string, string>, Comparison, string, string]>([
    ['the end of the month before', { at: '2026-03-31' }, 'period', '2026-02-28', 'monthEnd'],
    ['the same of today', {}, 'period', '2026-04-30', 'monthEnd'],
    ['the same day a year before', { at: '2024-02-29' }, 'year', '2023-02-28', 'sameDay'],
    ['a day of its own', { at: '2026-03-31' }, { at: day('2025-12-31') }, '2025-12-31', 'ownDay'],
  ])('%s', (_name, given, comparison, at, kind) => expect(asked(report, given, comparison)).toEqual([{ at }, kind]))

  it('is a day, and of a period a period', () => {
    const refused = expect.objectContaining({ code: 'bad-request' }) as Error
    const period = { from: day('2026-01-01'), to: day('2026-01-31') }
    expect(() => asked(report, {}, period)).toThrow(refused)
    expect(() => asked(reportOf('from', 'to'), {}, { at: today })).toThrow(refused)
    expect(() => asked(reportOf('day'), {}, 'year')).toThrow(refused)
    expect(asked(reportOf('from', 'to', 'at'), {}, 'year')).toEqual([{ from: '2025-05-01', to: '2025-05-20' }, 'year'])
    expect(comparisonKind(reportOf('from', 'to'), period)).toBe('own')
  })
})
