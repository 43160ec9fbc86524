import type { ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { splitColumns, withAverages } from '../report-columns.ts'

/** Rows of records, grouped when a column is added up. */
export const table: ReportShape = {
  name: 'table',
  label: { zh: '明细与汇总表', en: 'Table' },
  help: { zh: '列出记录,或按所选列汇总', en: 'Lists records, or adds them up by the chosen columns' },
  plan: (request) => [{ name: 'rows', of: 'records', ...splitColumns(request), where: request.where }],
  shape: (request, answers) => withAverages(request, answers.rows ?? []),
}
