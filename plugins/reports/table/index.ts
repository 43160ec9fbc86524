import type { ReportRead, ReportRequest, ReportRow, ReportShape } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { groupRows } from '../group-rows.ts'
import { latestColumns, pathOf, splitColumns, withAverages } from '../report-columns.ts'

/** Rows of records, grouped when a column is added up. */
export const table: ReportShape = {
  name: 'table',
  label: { zh: '明细与汇总表', en: 'Table' },
  help: { zh: '列出记录，或按所选列汇总', en: 'Lists records, or adds them up by the chosen columns' },
  plan: (request) => [{ name: 'rows', of: 'records', ...splitColumns(request), where: request.where }, ...latestReads(request)],
  shape: (request, answers) => withAverages(request, withLatest(request, answers.rows ?? [], answers)),
}

/** A column of the latest value is a question of its own: what else is asked of the group counts all its rows. */
function latestReads(request: ReportRequest): ReportRead[] {
  const { group } = splitColumns(request)
  return latestColumns(request).map((column) => ({
    name: `latest ${column.name}`,
    of: 'records',
    group,
    measures: [{ name: column.name, path: pathOf(column), aggregate: 'maximum' }],
    where: request.where,
    latest: (column.along ?? 'createdAt').split('.'),
  }))
}

function withLatest(
  request: ReportRequest,
  rows: readonly ReportRow[],
  answers: Readonly<Record<string, readonly ReportRow[]>>,
): ReportRow[] {
  const { group } = splitColumns(request)
  const keyed = [...groupRows(rows, group)]
  const latest = latestColumns(request).map(({ name }) => ({ name, rows: groupRows(answers[`latest ${name}`] ?? [], group) }))
  if (latest.length === 0) return [...rows]
  return keyed.flatMap(([key, own]) =>
    own.map((row) => ({
      ...row,
      ...Object.fromEntries(latest.map(({ name, rows: found }) => [name, found.get(key)?.[0]?.[name] ?? null])),
    })),
  )
}
