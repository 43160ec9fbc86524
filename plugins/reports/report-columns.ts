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
    if (column.aggregate === 'last') continue
    if (column.aggregate === 'average') {
      measures.push({ name: `${column.name}@sum`, path, aggregate: 'sum' }, { name: `${column.name}@count`, path, aggregate: 'count' })
      continue
    }
    const aggregate = column.aggregate ?? (isMeasure(request, path) ? 'sum' : undefined)
    if (aggregate === undefined) group.push({ name: column.name, path })
    else measures.push({ name: column.name, path, aggregate })
  }
  return { group, measures }
}

function isMeasure(request: ReportRequest, path: readonly string[]): boolean {
  return path.length === 1 && request.source.measures.includes(path[0] as string)
}

/** Digits of an average whose column says none. */
const USUAL_SCALE = 2

/** Columns and rows with their averages. `<name>@sum` and `<name>@count` stay in the rows: an average of several rows is made of these, never of averages. */
export function withAverages(request: ReportRequest, rows: readonly ReportRow[]): { columns: ReportColumn[]; rows: ReportRow[] } {
  const averages = request.report.columns.filter(({ aggregate }) => aggregate === 'average')
  const scaleOf = (column: ReportColumn): number => column.scale ?? USUAL_SCALE
  const columns = request.report.columns.map((column) => (averages.includes(column) ? { ...column, scale: scaleOf(column) } : column))
  if (averages.length === 0) return { columns, rows: [...rows] }
  const averaged = rows.map((row) => {
    const own = averages.map((column) => {
      const [sum, count] = [row[`${column.name}@sum`], row[`${column.name}@count`]]
      const isKnown = sum instanceof Decimal && count instanceof Decimal && !count.isZero()
      return [column.name, isKnown ? sum.divide(count).round(scaleOf(column)) : null] as const
    })
    return { ...row, ...Object.fromEntries(own) }
  })
  return { columns, rows: averaged }
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

/** Columns that show the latest value of their group. */
export function latestColumns(request: ReportRequest): ReportColumn[] {
  return request.report.columns.filter(({ aggregate }) => aggregate === 'last')
}
