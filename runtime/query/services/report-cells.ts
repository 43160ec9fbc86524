import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { QueryContext } from '../query.ts'
import { readReportWish } from '../report-request.ts'
import { runReport } from '../run-report.ts'

/** A cell of a report on its way to a command: decimals, dates and records keep what they are. */
export type ReportCell =
  null | string | boolean | { readonly decimal: string } | { readonly record: string; readonly entity: string } | { readonly date: string }

/** The rows of a report over all rights, as data that travels. Errors: those of the report. */
export async function reportCells(
  context: QueryContext,
  report: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Record<string, ReportCell>[]> {
  const run = await runReport(context, readReportWish(report, { ...parameters }))
  return run.rows.map((row) =>
    Object.fromEntries(
      run.columns.map((column) => {
        const { field } = column
        const entity = field.entity ?? (field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : undefined)
        return [column.name, cellOf(row[column.name], entity)]
      }),
    ),
  )
}

function cellOf(value: unknown, entity: string | undefined): ReportCell {
  if (value === null || value === undefined) return null
  if (value instanceof Decimal) return { decimal: value.toString() }
  if (typeof value === 'number') {
    return entity === undefined ? { decimal: String(value) } : value > 0 ? { record: formatId(value), entity } : null
  }
  if (typeof value === 'boolean' || typeof value === 'string') return value
  return { date: String(value) }
}
