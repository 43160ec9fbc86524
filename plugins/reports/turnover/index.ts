import type { ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { groupRows } from '../group-rows.ts'
import { figure, splitColumns, withoutEmptyRows } from '../report-columns.ts'

/** What was entered in a ledger between two days (parameters `from` and `to`), added up by its columns. */
export const turnover: ReportShape = {
  name: 'turnover',
  label: { zh: '发生额表', en: 'Turnover' },
  help: { zh: '按所选列汇总一段时间内的台账发生额', en: 'Adds up what was entered in a ledger in a period, by the chosen columns' },
  plan: (request) => {
    const { from, to } = request.parameters
    const period = { from: from instanceof CalendarDate ? from : undefined, to: to instanceof CalendarDate ? to : undefined }
    return [{ name: 'entries', of: 'entries', ...splitColumns(request), where: request.where, ...period }]
  },
  shape: (request, answers) => {
    const { group, measures } = splitColumns(request)
    const rows = [...groupRows(answers.entries ?? [], group).values()].map((entries): ReportRow => {
      const sums = measures.map(({ name }) => [name, entries.reduce((sum, entry) => sum.add(figure(entry, name)), Decimal.zero)])
      return { ...entries[0], ...Object.fromEntries(sums) }
    })
    return { columns: request.report.columns, rows: withoutEmptyRows(rows, measures) }
  },
}
