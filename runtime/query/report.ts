import { fail } from '@formwork/platform/error/index.ts'
import type { Query, QueryContext } from './query.ts'
import { pivotReport } from './pivot-report.ts'
import { resultToJson } from './report-json.ts'
import { readReportWish } from './report-request.ts'
import { runReport } from './run-report.ts'

/** More rows than a person reads: a larger report is exported, or drawn on by one that adds it up. */
const MOST_SHOWN = 20_000

/** A report on the wire; `@compare` puts an earlier period beside it, `@pivot` lays it out in two directions. Errors: too-many-items beyond 20,000 rows. */
export const report: Query = {
  name: 'report',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { report: name, parameters } = request as { report: string; parameters: Record<string, unknown> }
    const wish = readReportWish(name, parameters)
    const { definition, columns, rows, totals, parameters: read } = await pivotReport(context, await runReport(context, wish), wish)
    if (rows.length > MOST_SHOWN) throw fail('too-many-items', { label: definition.label ?? definition.name, limit: MOST_SHOWN })
    return resultToJson(context, definition, columns, rows, totals, read.values)
  },
}
