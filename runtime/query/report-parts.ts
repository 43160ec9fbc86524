import type { ReportColumn } from '@formwork/platform/definition/types.ts'
import type { ReportRow, ShapedReport } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { inParts } from '../engine/report/date-parts.ts'
import type { DescribedColumn } from './report-source.ts'

/** Rows of a part with its days as the columns of the whole want them: their year, month or day of the week. */
export function datedRows(columns: readonly ReportColumn[], rows: readonly ReportRow[]): ReportRow[] {
  const dated = columns.filter(({ part }) => part !== undefined)
  const named = rows.map((row) => ({ ...row, ...Object.fromEntries(dated.map(({ name, value }) => [name, row[value ?? name]])) }))
  const group = dated.map(({ name }) => ({ name, path: [name] }))
  return inParts(columns, { name: 'part', of: 'entries', group, measures: [], where: [] }, named)
}

/** Columns that say no type themselves have that of the first part which has such a column. */
export function typedByParts(shaped: ShapedReport, parts: readonly { readonly columns: readonly DescribedColumn[] }[]): ShapedReport {
  if (parts.length === 0) return shaped
  const columns = shaped.columns.map((column) => {
    const path = column.value ?? column.name
    const theirs = parts.map((part) => part.columns.find(({ name }) => name === path)).find((each) => each !== undefined)
    if (theirs === undefined || column.formula !== undefined) return column
    return { ...column, label: column.label ?? theirs.label, source: theirs.field }
  })
  return { ...shaped, columns }
}
