import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { computeColumns } from '../engine/report/compute-columns.ts'
import { cellName, pivotRows, type PivotLayout } from '../engine/report/pivot.ts'
import type { QueryContext } from './query.ts'
import type { ReportWish } from './report-request.ts'
import type { DescribedColumn } from './report-source.ts'
import type { RunReport } from './run-report.ts'
import { cellTitles } from './cell-titles.ts'

/** More heads than anybody reads. */
const MOST_HEADS = 60
const TOTAL = { zh: '合计', en: 'Total' }

/** Lays the rows of a report out in two directions when its definition or its reader wants that. Errors: unknown-field, too-many-items. */
export async function pivotReport(context: QueryContext, run: RunReport, wish: ReportWish): Promise<RunReport> {
  const layout = layoutOf(run.definition, wish)
  if (layout === undefined) return run
  const find = (name: string): DescribedColumn => {
    const column = run.columns.find((each) => each.name === name)
    if (column === undefined) throw fail('unknown-field', { field: name }, '@pivot')
    return column
  }
  const [sides, tops] = [layout.rows.map(find), layout.columns.map(find)]
  const isFigure = ({ name, formula }: DescribedColumn): boolean =>
    formula !== undefined || run.rows.some((row) => row[name] instanceof Decimal)
  const figures = run.columns.filter((column) => !sides.includes(column) && !tops.includes(column) && isFigure(column))
  // Formulas read what is not shown too, and figures that no row has: those are nothing.
  const place = ({ name }: DescribedColumn): number => run.definition.columns.findIndex((column) => column.name === name)
  const further = (run.unshown ?? []).filter((column) => !layout.rows.includes(column.name) && !layout.columns.includes(column.name))
  const added = [...figures, ...further].toSorted((one, other) => place(one) - place(other))
  const readable = [...added, ...run.columns.filter((column) => !added.includes(column))]
  const table = pivotRows(added, run.rows, layout, (rows) => computeColumns(readable, rows, context))
  if (table.heads.length > MOST_HEADS) throw fail('too-many-items', { label: '@pivot', limit: MOST_HEADS }, '@pivot')
  const titles = await Promise.all(
    table.heads.map(async (head) => (await Promise.all(tops.map((column) => cellTitles(context, column, head[column.name])))).join(' · ')),
  )
  const columns = [
    ...sides.map((column) => ({ ...column, total: false })),
    ...[...titles.keys(), undefined].flatMap((head) =>
      figures.map((column) => under(column, head, head === undefined ? TOTAL : (titles[head] as string))),
    ),
  ]
  const rows = table.rows.map(({ row, subtotal }) => (subtotal === undefined ? row : { ...row, subtotal: true }))
  return { ...run, columns, rows, totals: totalsOf(table.total, columns) }
}

function layoutOf(report: ReportDefinition, wish: ReportWish): PivotLayout | undefined {
  if (wish.flat || wish.compare !== undefined) return undefined
  if (wish.pivot !== undefined) return { ...wish.pivot, subtotals: report.pivot?.subtotals ?? true }
  return report.pivot && { ...report.pivot, subtotals: report.pivot.subtotals ?? true }
}

/** A figure under one head; a formula is computed already. */
function under(column: DescribedColumn, head: number | undefined, title: DescribedColumn['head']): DescribedColumn {
  const name = cellName(column.name, head)
  return { ...column, name, formula: undefined, total: true, head: title, drill: undefined, field: { ...column.field, name } }
}

function totalsOf(total: ReportRow, columns: readonly DescribedColumn[]): Record<string, Decimal> {
  return Object.fromEntries(
    columns.flatMap(({ name }) => {
      const value = total[name]
      return value instanceof Decimal ? [[name, value]] : []
    }),
  )
}
