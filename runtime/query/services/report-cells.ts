import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import { readEntitiesOf } from '../../store/ledger/record-entities.ts'
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
  const recorded = run.columns.filter(({ field }) => field.type === 'record').map(({ name }) => name)
  const ids = new Set(run.rows.flatMap((row) => recorded.map((name) => row[name])).filter((id) => typeof id === 'number'))
  const entities = await readEntitiesOf(context.reading, [...ids])
  return run.rows.map((row) =>
    Object.fromEntries(
      run.columns.map(({ name, field }) => [
        name,
        cellOf(row[name], field.type === 'record' ? entities.get(row[name] as number) : entityOf(field)),
      ]),
    ),
  )
}

/** Whose records a column of references shows. */
function entityOf({ entity, type }: { readonly entity?: string; readonly type: string }): string | undefined {
  return entity ?? (type === 'member' ? 'person' : type === 'department' ? 'department' : undefined)
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
