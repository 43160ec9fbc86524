import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Comparison } from '../engine/report/compare-rows.ts'
import type { ReadParameters } from './report-parameters.ts'

/** The two date parameters that bound a report's period: named by its definition, else `from` and `to`. */
export function periodParameters(report: ReportDefinition): { from: string; to: string } | undefined {
  const dates = (report.parameters ?? []).filter((field) => field.type === 'date').map(({ name }) => name)
  const period = report.compare ?? { from: 'from', to: 'to' }
  return dates.includes(period.from) && dates.includes(period.to) ? period : undefined
}

/**
 * The period before (whole months go back by as many months), the same days of the year before or days of one's own, as parameters on the wire.
 * Without an end the period ends today, without a start it begins with the month of its end. Errors: bad-request where a report has no period.
 */
export function earlierPeriod(
  report: ReportDefinition,
  parameters: ReadParameters,
  comparison: Comparison,
  today: CalendarDate,
): Record<string, string> {
  const period = periodParameters(report)
  if (period === undefined) throw fail('bad-request', { reason: '@compare' }, '@compare')
  if (typeof comparison === 'object') return { [period.from]: comparison.from.toString(), [period.to]: comparison.to.toString() }
  const dateOf = (name: string): CalendarDate | undefined => {
    const value = parameters.values[name]
    return value instanceof CalendarDate ? value : undefined
  }
  const to = dateOf(period.to) ?? today
  const from = dateOf(period.from) ?? to.startOfMonth()
  const [start, end] = comparison === 'year' ? [from.addMonths(-12), to.addMonths(-12)] : before(from, to)
  return { [period.from]: start.toString(), [period.to]: end.toString() }
}

function before(from: CalendarDate, to: CalendarDate): [CalendarDate, CalendarDate] {
  if (from.day === 1) {
    const months = (to.year - from.year) * 12 + to.month - from.month + 1
    const end = to.addMonths(-months)
    return [from.addMonths(-months), to.equals(to.endOfMonth()) ? end.endOfMonth() : end]
  }
  const days = from.daysUntil(to) + 1
  return [from.addDays(-days), to.addDays(-days)]
}
