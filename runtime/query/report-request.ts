import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { Comparison } from '../engine/report/compare-rows.ts'

/** What somebody wants of a report. */
export interface ReportWish {
  readonly report: string
  readonly parameters: Record<string, unknown>
  readonly compare?: Comparison
  /** Grouping columns and axes that its reader chose. */
  readonly by?: readonly string[]
  /** Row and column dimensions of a pivot of one's own. */
  readonly pivot?: { readonly rows: readonly string[]; readonly columns: readonly string[] }
  /** The plain rows although the definition has a pivot. */
  readonly flat: boolean
}

/** More than anybody reads across. */
const MOST_AXES = 6
const COMPARE = '@compare'
const PIVOT = '@pivot'
export const BY = '@by'

/** Splits what a report is asked with from its parameters: names with `@` belong to the interface. Errors: bad-request. */
export function readReportWish(report: string, given: Record<string, unknown>): ReportWish {
  const { [COMPARE]: compare, [PIVOT]: pivot, [BY]: by, ...parameters } = given
  return { report, parameters, compare: readComparison(compare), by: readBy(by), pivot: readPivot(pivot), flat: pivot === 'none' }
}

/** `period`, `year`, days of one's own: `2026-03-01/2026-03-31`, or a day of one's own: `2026-03-31`. */
function readComparison(given: unknown): Comparison | undefined {
  if (given === undefined || given === 'period' || given === 'year') return given
  const day = /^\d{4}-\d\d-\d\d$/.test(String(given)) ? dayOf(String(given)) : undefined
  if (day !== undefined) return { at: day }
  const days = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/.exec(String(given))
  const [from, to] = (days ?? []).slice(1).map(dayOf)
  if (from === undefined || to === undefined || from.compare(to) > 0) throw fail('bad-request', { reason: COMPARE }, COMPARE)
  return { from, to }
}

function dayOf(text: string): CalendarDate | undefined {
  try {
    return CalendarDate.parse(text)
  } catch {
    return undefined
  }
}

/** `product,month`: what stands before the figures, in this order. Errors: bad-request. */
export function readBy(text: unknown): string[] | undefined {
  if (text === undefined || text === '') return undefined
  const names = String(text).split(',')
  if (names.length > MOST_AXES || new Set(names).size < names.length) throw fail('bad-request', { reason: BY }, BY)
  return names
}

/** `product,place/month`: row dimensions, column dimensions. */
function readPivot(text: unknown): ReportWish['pivot'] {
  if (text === undefined || text === 'none' || text === '') return undefined
  const [rows = '', columns = '', ...more] = String(text).split('/')
  if (rows === '' || columns === '' || more.length > 0) throw fail('bad-request', { reason: PIVOT }, PIVOT)
  return { rows: rows.split(','), columns: columns.split(',') }
}
