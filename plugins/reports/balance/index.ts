import type { ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { splitColumns, withoutEmptyRows } from '../report-columns.ts'

/** Balances of a ledger by coordinates, now or at the end of the day in the parameter `at`. */
export const balance: ReportShape = {
  name: 'balance',
  label: { zh: '余额表', en: 'Balances' },
  help: { zh: '按维度列出台账余额，可查任意日期', en: 'Balances of a ledger by its dimensions, as of any day' },
  plan: (request) => {
    const at = request.parameters.at
    return [
      { name: 'rows', of: 'balances', ...splitColumns(request), where: request.where, to: at instanceof CalendarDate ? at : undefined },
    ]
  },
  shape: (request, answers) => ({
    columns: request.report.columns,
    rows: withoutEmptyRows(answers.rows ?? [], splitColumns(request).measures),
  }),
}
