import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail, type AppError } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Comparison, ComparisonKind } from '../engine/report/compare-rows.ts'
import type { ReadParameters } from './report-parameters.ts'

const datesOf = (report: ReportDefinition): string[] =>
  (report.parameters ?? []).filter((field) => field.type === 'date').map(({ name }) => name)

/** The two date parameters that bound the period: named by its definition, else `from` and `to`. */
export function periodParameters(report: ReportDefinition): { from: string; to: string } | undefined {
  const dates = datesOf(report)
  const period = report.compare ?? { from: 'from', to: 'to' }
  return dates.includes(period.from) && dates.includes(period.to) ? period : undefined
}

/** The parameter `at` of a report as of a day: one without a period. */
function isOfDay(report: ReportDefinition): boolean {
  return periodParameters(report) === undefined && datesOf(report).includes(DAY)
}

const DAY = 'at'

/** What the figures beside those of now are called. */
export function comparisonKind(report: ReportDefinition, comparison: Comparison): ComparisonKind {
  if (typeof comparison === 'object') return 'at' in comparison ? 'ownDay' : 'own'
  if (!isOfDay(report)) return comparison
  return comparison === 'year' ? 'sameDay' : 'monthEnd'
}

/**
 * The period before (whole months go back by as many months), the same days of the year before or days of one's own, as parameters on the wire.
 * Without an end the period ends today, without a start it begins with the month of its end. A report as of a day, today where none
 * is said, is put beside the end of the month before. Errors: bad-request where a report has neither.
 */
export function earlierPeriod(
  report: ReportDefinition,
  parameters: ReadParameters,
  comparison: Comparison,
  today: CalendarDate,
): Record<string, string> {
  const dateOf = (name: string): CalendarDate | undefined => {
    const value = parameters.values[name]
    return value instanceof CalendarDate ? value : undefined
  }
  if (isOfDay(report)) return { [DAY]: earlierDay(dateOf(DAY) ?? today, comparison).toString() }
  const period = periodParameters(report)
  if (period === undefined || (typeof comparison === 'object' && 'at' in comparison)) throw notComparable()
  if (typeof comparison === 'object') return { [period.from]: comparison.from.toString(), [period.to]: comparison.to.toString() }
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

function earlierDay(day: CalendarDate, comparison: Comparison): CalendarDate {
  if (typeof comparison === 'string') return comparison === 'year' ? day.addMonths(-12) : day.startOfMonth().addDays(-1)
  if (!('at' in comparison)) throw notComparable()
  return comparison.at
}

const notComparable = (): AppError => fail('bad-request', { reason: '@compare' }, '@compare')
