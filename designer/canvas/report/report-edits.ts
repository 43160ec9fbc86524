import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { nameFor } from '../../workspace/label.ts'
import type { ReportPath } from './report-paths.ts'

type Column = ReportDefinition['columns'][number]
export type ChartType = NonNullable<ReportDefinition['chart']>['type']

/** How a figure is put together. */
export const aggregates = ['sum', 'average', 'minimum', 'maximum'] as const

/** A column that groups by something, before the figures; or adds something up, behind everything. */
export function addColumn(report: ReportDefinition, added: ReportPath): ReportDefinition {
  const name = columnName(report, added.path)
  if (added.isFigure) {
    return { ...report, columns: [...report.columns, { name, label: added.label, value: added.path, aggregate: 'sum', total: true }] }
  }
  const first = report.columns.findIndex((column) => column.group !== true)
  const at = first < 0 ? report.columns.length : first
  return { ...report, columns: report.columns.toSpliced(at, 0, { name, label: added.label, value: added.path, group: true }) }
}

/** How many records there are. */
export function addCount(report: ReportDefinition, label: string): ReportDefinition {
  const name = columnName(report, 'count')
  return { ...report, columns: [...report.columns, { name, label, value: 'id', aggregate: 'count', total: true }] }
}

/** Takes a column, and with it what names it: order and chart. The last one stays. */
export function removeColumn(report: ReportDefinition, name: string): ReportDefinition {
  if (report.columns.length === 1) return report
  const sort = report.sort?.filter((each) => each.name !== name)
  const series = report.chart?.series.filter((each) => each !== name)
  const isCharted = report.chart !== undefined && report.chart.category !== name && (series ?? []).length > 0
  return tidy({
    ...report,
    columns: report.columns.filter((column) => column.name !== name),
    sort: sort?.length === 0 ? undefined : sort,
    chart: isCharted ? { ...report.chart!, series: series! } : undefined,
    pivot: isNamed(report.pivot, name) ? undefined : report.pivot,
  })
}

function isNamed(pivot: ReportDefinition['pivot'], name: string): boolean {
  return pivot !== undefined && (pivot.rows.includes(name) || pivot.columns.includes(name))
}

export function changeColumn(report: ReportDefinition, name: string, change: Partial<Column>): ReportDefinition {
  const columns = report.columns.map((column) => (column.name === name ? (tidy({ ...column, ...change }) as Column) : column))
  return { ...report, columns }
}

/** A picture of the first grouping column and the first figure; what was chosen before stays. */
export function chooseChart(report: ReportDefinition, type: ChartType | undefined): ReportDefinition {
  if (type === undefined) return tidy({ ...report, chart: undefined })
  const category = report.chart?.category ?? report.columns.find((column) => column.group === true)?.name ?? report.columns[0]!.name
  const figure = report.columns.find((column) => column.aggregate !== undefined || column.formula !== undefined)
  const series = report.chart?.series ?? [(figure ?? report.columns.at(-1)!).name]
  return { ...report, chart: { ...report.chart, type, category, series } }
}

export function sortBy(report: ReportDefinition, name: string | undefined, direction: 'ascending' | 'descending'): ReportDefinition {
  return tidy({ ...report, sort: name === undefined ? undefined : [{ name, direction }] })
}

/** Dates of the record between two parameters; without a field the period goes. */
export function choosePeriod(report: ReportDefinition, field: string | undefined, labels: { from: string; to: string }): ReportDefinition {
  const parameters = (report.parameters ?? []).filter((each) => each.name !== 'from' && each.name !== 'to')
  const rest = filterParts(report.filter).filter((part) => !part.includes('parameter.from') && !part.includes('parameter.to'))
  if (field === undefined) return withFilter({ ...report, parameters }, rest)
  const period = [
    { name: 'from', label: labels.from, type: 'date' },
    { name: 'to', label: labels.to, type: 'date' },
  ] as NonNullable<ReportDefinition['parameters']>
  return withFilter({ ...report, parameters: [...period, ...parameters] }, [
    ...rest,
    `${field} >= parameter.from`,
    `${field} <= parameter.to`,
  ])
}

/** The field whose dates the period restricts. */
export function periodOf(report: ReportDefinition): string | undefined {
  return filterParts(report.filter)
    .map((part) => /^([\p{L}_][\p{L}\p{N}_]*) >= parameter\.from$/u.exec(part)?.[1])
    .find((name) => name !== undefined)
}

const POSTED = 'status = "posted"'

/** Only records that count: drafts and what waits for approval stay out. */
export function choosePosted(report: ReportDefinition, isOn: boolean): ReportDefinition {
  const rest = filterParts(report.filter).filter((part) => part !== POSTED)
  return withFilter(report, isOn ? [POSTED, ...rest] : rest)
}

export function isPostedOnly(report: ReportDefinition): boolean {
  return filterParts(report.filter).includes(POSTED)
}

export function filterParts(filter: string | undefined): string[] {
  const text = (filter ?? '').replace(/^=/, '').trim()
  return text === '' ? [] : / or |\(/.test(text) ? [text] : text.split(' and ').map((part) => part.trim())
}

export function withFilter(report: ReportDefinition, parts: readonly string[]): ReportDefinition {
  const parameters = report.parameters?.length === 0 ? undefined : report.parameters
  return tidy({ ...report, parameters, filter: parts.length === 0 ? undefined : `=${parts.join(' and ')}` })
}

function columnName(report: ReportDefinition, path: string): string {
  // What a reader may group by instead has a name of the same kind.
  const taken = [...report.columns, ...(report.axes ?? [])].map(({ name }) => name)
  return nameFor(path.split('.').at(-1) ?? path, taken, 'column')
}

/** Without what is undefined: a file has no such thing. */
export function tidy<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T
}
