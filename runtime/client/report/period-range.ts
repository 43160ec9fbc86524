import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'

/** Periods that people ask for by name; those that still run end today, so that they compare with the same days of an earlier one. */
export const PERIODS = ['month', 'last-month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** The two parameters that bound a period, by name. */
export interface PeriodNames {
  readonly from: string
  readonly to: string
}

const MONTHS_OF_A_QUARTER = 3

/** First and last day of a named period, as of today. */
export function periodRange(period: Period, today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  if (period === 'last-month') {
    const start = today.startOfMonth().addMonths(-1)
    return { from: start, to: start.endOfMonth() }
  }
  if (period === 'month') return { from: today.startOfMonth(), to: today }
  if (period === 'year') return { from: CalendarDate.of(today.year, 1, 1), to: today }
  const month = today.month - ((today.month - 1) % MONTHS_OF_A_QUARTER)
  return { from: CalendarDate.of(today.year, month, 1), to: today }
}

/** What the two days are called; `all` without any, `own` when they have no name. */
export function periodOf(from: string | undefined, to: string | undefined, today: CalendarDate): Period | 'all' | 'own' {
  if (from === undefined && to === undefined) return 'all'
  return (
    PERIODS.find((period) => {
      const range = periodRange(period, today)
      return range.from.toString() === from && (range.to.toString() === to || (to === undefined && range.to.equals(today)))
    }) ?? 'own'
  )
}

/** The parameters that bound a period: those that a definition names, else `from` and `to`, where both are dates. */
export function periodNames(fields: readonly FieldDefinition[], named: PeriodNames = { from: 'from', to: 'to' }): PeriodNames | undefined {
  const isDate = (name: string): boolean => fields.some((field) => field.name === name && field.type === 'date')
  return isDate(named.from) && isDate(named.to) ? named : undefined
}
