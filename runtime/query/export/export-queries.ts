import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { readListPage } from '../list.ts'
import { pivotReport } from '../pivot-report.ts'
import type { Query, QueryContext } from '../query.ts'
import { readReportWish } from '../report-request.ts'
import { reportPrintSource } from '../print/report-source.ts'
import { runReport } from '../run-report.ts'
import type { ExportedColumn, ExportedTable } from './exported-table.ts'
import { exportListPaper } from './list-paper.ts'
import { NUMBERED, ownText, writtenCell } from './written-cell.ts'

/** One page of records to be taken away, under the rights to view and to export. Errors: as `list`. */
const exportPage: Query = {
  name: 'export-page',
  cost: 'long',
  async run(context: QueryContext, request: Record<string, unknown>): Promise<ExportedTable> {
    const { entity, shown, rows, titles, next } = await readListPage(context, request, 'export')
    const { language } = context
    const own = entity.nature === 'document' ? NUMBERED : []
    const label = (field: FieldDefinition): string => localize(field.label ?? field.name, language)
    return {
      title: localize(entity.label ?? entity.name, language),
      columns: [
        ...own.map((each): ExportedColumn => ({ label: each.label[language], kind: 'text' })),
        ...shown.map(({ field }) => columnOf(context, label(field), field)),
      ],
      rows: rows.map((row, index) => [
        ...own.map(({ name }) => ownText(name, row[`system.${name}`], language)),
        ...shown.map(({ name, field }) => writtenCell(context, field, row[name] ?? null, titles[index]?.[name], 'plain')),
      ]),
      next,
    }
  },
}

/** A whole report to be taken away, totals as its last row. Errors: as `report`. */
const exportReport: Query = {
  name: 'export-report',
  cost: 'long',
  async run(context: QueryContext, request: { report: string; parameters: Record<string, unknown> }): Promise<ExportedTable> {
    const wish = readReportWish(request.report, request.parameters)
    const run = await pivotReport(context, await runReport(context, wish, 'export'), wish)
    const source = await reportPrintSource(context, run)
    const lines = source.lines('', undefined)
    const columns = run.columns.map((column, index) => columnOf(context, lines?.columns[index]?.label ?? column.name, column.field))
    const figure = (value: Decimal, index: number): string => {
      const { scale } = columns[index] ?? {}
      return (scale === undefined ? value : value.round(scale)).toString()
    }
    const rows = run.rows.map((row, place) =>
      run.columns.map(({ name }, index) => {
        const value = row[name] ?? null
        if (value instanceof Decimal) return figure(value, index)
        if (value instanceof CalendarDate) return value.toString()
        return lines?.rows[place]?.cells[index]?.text ?? null
      }),
    )
    const totals = run.columns.map(({ name }, index) => {
      const total = run.totals[name]
      return total === undefined ? (index === 0 ? TOTAL[context.language] : null) : figure(total, index)
    })
    return { title: source.title, columns, rows: Object.keys(run.totals).length === 0 ? rows : [...rows, totals] }
  },
}

export const exportQueries: readonly Query[] = [exportPage, exportReport, exportListPaper]

const TOTAL = { zh: '合计', en: 'Total' }
function columnOf(context: QueryContext, label: string, field: FieldDefinition): ExportedColumn {
  if (field.type === 'date') return { label, kind: 'date' }
  if (['record', 'status'].includes(field.type)) return { label, kind: 'text' }
  const type = requireContribution(context.registry, 'fields', field.type)
  if (type.feelType !== 'number') return { label, kind: 'text' }
  const { scale } = type.column(field)
  return { label, kind: ['percent', 'progress'].includes(field.type) ? 'percent' : 'number', scale: field.scale ?? scale }
}
