import { fail } from '@formwork/platform/error/index.ts'
import type { Comparison } from '../engine/report/compare-rows.ts'

/** What somebody wants of a report. */
export interface ReportWish {
  readonly report: string
  readonly parameters: Record<string, unknown>
  readonly compare?: Comparison
  /** Row and column dimensions of a pivot of one's own. */
  readonly pivot?: { readonly rows: readonly string[]; readonly columns: readonly string[] }
  /** The plain rows although the definition has a pivot. */
  readonly flat: boolean
}

const COMPARE = '@compare'
const PIVOT = '@pivot'

/** Splits what a report is asked with from its parameters: names with `@` belong to the interface. Errors: bad-request. */
export function readReportWish(report: string, given: Record<string, unknown>): ReportWish {
  const { [COMPARE]: compare, [PIVOT]: pivot, ...parameters } = given
  if (compare !== undefined && compare !== 'period' && compare !== 'year') throw fail('bad-request', { reason: COMPARE }, COMPARE)
  return { report, parameters, compare, pivot: readPivot(pivot), flat: pivot === 'none' }
}

/** `product,place/month`: row dimensions, column dimensions. */
function readPivot(text: unknown): ReportWish['pivot'] {
  if (text === undefined || text === 'none' || text === '') return undefined
  const [rows = '', columns = '', ...more] = String(text).split('/')
  if (rows === '' || columns === '' || more.length > 0) throw fail('bad-request', { reason: PIVOT }, PIVOT)
  return { rows: rows.split(','), columns: columns.split(',') }
}
