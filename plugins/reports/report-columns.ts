import type { ReportColumn } from '@formwork/platform/definition/types.ts'
import type { ReportRead, ReportRequest, ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

type Grouped = ReportRead['group'][number]
type Measured = ReportRead['measures'][number]

/** The path that a column reads: its value, else its own name. */
export function pathOf(column: ReportColumn): string[] {
  return (column.value ?? column.name).split('.')
}

/** Columns read from the source, split into what groups and what is added up. Formulas are computed later. */
export function splitColumns(request: ReportRequest): { group: Grouped[]; measures: Measured[] } {
  const group: Grouped[] = []
  const measures: Measured[] = []
  for (const column of request.report.columns) {
    if (column.formula !== undefined) continue
    const path = pathOf(column)
    const aggregate = column.aggregate === 'average' ? 'sum' : (column.aggregate ?? (isMeasure(request, path) ? 'sum' : undefined))
    if (aggregate === undefined) group.push({ name: column.name, path })
    else measures.push({ name: column.name, path, aggregate })
  }
  return { group, measures }
}

function isMeasure(request: ReportRequest, path: readonly string[]): boolean {
  return path.length === 1 && request.source.measures.includes(path[0] as string)
}

/** A figure of a row; what is missing counts as nothing. */
export function figure(row: ReportRow | undefined, name: string): Decimal {
  const value = row?.[name]
  return value instanceof Decimal ? value : Decimal.zero
}

/** Rows in which some figure is not zero. */
export function withoutEmptyRows(rows: readonly ReportRow[], figures: readonly { name: string }[]): ReportRow[] {
  return rows.filter((row) => figures.length === 0 || figures.some(({ name }) => !figure(row, name).isZero()))
}
