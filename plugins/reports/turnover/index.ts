import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { groupRows } from '../group-rows.ts'
import { figure, splitColumns, withoutEmptyRows } from '../report-columns.ts'

interface TurnoverOptions {
  /** Coordinates to look at, by dimension: names of virtual places, which are else left out. */
  at: Record<string, string>
}

/** What was entered in a ledger between two days (parameters `from` and `to`), added up by its columns. */
export const turnover: ReportShape = {
  name: 'turnover',
  label: { zh: '发生额表', en: 'Turnover' },
  help: { zh: '按所选列汇总一段时间内的台账发生额', en: 'Adds up what was entered in a ledger in a period, by the chosen columns' },
  options: {
    turnover: {
      type: 'object',
      properties: { at: { type: 'object', additionalProperties: { type: 'string', maxLength: 60 } } },
      required: ['at'],
      additionalProperties: false,
    },
  },
  plan: (request) => {
    const { from, to } = request.parameters
    const { at } = (request.report.turnover ?? { at: {} }) as TurnoverOptions
    const where = Object.entries(at).map(([name, value]): Predicate => ({
      compare: '=',
      left: { path: [name] },
      right: { constant: value },
    }))
    const period = { from: from instanceof CalendarDate ? from : undefined, to: to instanceof CalendarDate ? to : undefined }
    return [{ name: 'entries', of: 'entries', ...splitColumns(request), where: [...request.where, ...where], ...period }]
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
