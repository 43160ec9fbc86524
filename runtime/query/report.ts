import type { Query, QueryContext } from './query.ts'
import { pivotReport } from './pivot-report.ts'
import { resultToJson } from './report-json.ts'
import { readReportWish } from './report-request.ts'
import { runReport } from './run-report.ts'

/** A report on the wire; `@compare` puts an earlier period beside it, `@pivot` lays it out in two directions. */
export const report: Query = {
  name: 'report',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { report: name, parameters } = request as { report: string; parameters: Record<string, unknown> }
    const wish = readReportWish(name, parameters)
    const { definition, columns, rows, totals, parameters: read } = await pivotReport(context, await runReport(context, wish), wish)
    return resultToJson(context, definition, columns, rows, totals, read.values)
  },
}
