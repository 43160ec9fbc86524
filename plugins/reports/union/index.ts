import type { ReportRequest, ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { groupRows } from '../group-rows.ts'
import { partOf } from '../part-of.ts'
import { figure, pathOf, splitColumns } from '../report-columns.ts'

/**
 * The rows of several reports one below the other. Columns go by name (`value` is their name of it); what a part does not have is empty.
 * With a column that is added up, rows that agree in all the others become one.
 */
export const union: ReportShape = {
  name: 'union',
  label: { zh: '合并报表', en: 'Union' },
  help: { zh: '把几张报表的行上下接在一起，可再汇总', en: 'Puts the rows of several reports one below the other and may add them up' },
  plan: () => [],
  parts: (request) => (request.report.parts ?? []).map((part) => partOf(request, part)),
  shape: (request, answers) => {
    const { group, measures } = splitColumns(request)
    const rows = (request.report.parts ?? []).flatMap(({ name }) => (answers[name] ?? []).map((row) => ownRow(request, row)))
    if (measures.length === 0) return { columns: request.report.columns, rows }
    const summed = [...groupRows(rows, group).values()].map((alike): ReportRow => {
      const sums = measures.map(({ name }) => [name, alike.map((row) => figure(row, name)).reduce((sum, each) => sum.add(each))] as const)
      return { ...alike[0], ...Object.fromEntries(sums) }
    })
    return { columns: request.report.columns, rows: summed }
  },
}

function ownRow({ report }: ReportRequest, row: ReportRow): ReportRow {
  const own = report.columns.filter(({ formula }) => formula === undefined)
  return Object.fromEntries(own.map((column) => [column.name, row[column.part === undefined ? pathOf(column)[0]! : column.name] ?? null]))
}
