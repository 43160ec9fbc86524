import type { ReportRequest, ReportRow, ReportShape, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { groupRows } from '../group-rows.ts'
import { figure, splitColumns, withoutEmptyRows } from '../report-columns.ts'

interface AgeingOptions {
  /** Column with the day from which an item is late. */
  date: string
  measure: string
  /** Upper bounds in days, ascending; the first bucket is what is not due yet when it begins with 0. */
  buckets: number[]
  /** Heading of what was settled after the day of the report; without it there is no such column. */
  later?: ResultColumn['label']
}

/** What an item that was open on the day has been settled by since. */
const LATER = 'settledLater'

/** Open items by how late they are; each stands in exactly one bucket, and the buckets add up to what is open. */
export const ageing: ReportShape = {
  name: 'ageing',
  label: { zh: '账龄表', en: 'Ageing' },
  help: { zh: '未结项目按逾期天数分档，各档之和等于未结总额', en: 'Open items by days overdue; the buckets add up to the total' },
  options: {
    ageing: {
      type: 'object',
      properties: {
        date: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
        measure: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
        buckets: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 36500 }, minItems: 1, maxItems: 20, uniqueItems: true },
        later: { $ref: 'vocabulary.schema.json#/$defs/label' },
      },
      required: ['date', 'measure', 'buckets'],
      additionalProperties: false,
    },
  },
  requiredOptions: ['ageing'],
  made: (report) => [
    'daysLate',
    LATER,
    ...[...(report.ageing as AgeingOptions).buckets, undefined].map((_bound, index) => `bucket${index}`),
  ],
  plan: (request) => {
    const at = request.parameters.at
    const { group, measures } = splitColumns(request)
    const date = { name: DATE, path: [(request.report.ageing as AgeingOptions).date] }
    const now = { name: 'now', of: 'balances' as const, group: [...group, date], measures, where: request.where }
    if (!(at instanceof CalendarDate)) return [{ ...now, name: 'rows' }]
    const then = { ...now, name: 'rows', to: at }
    return showsLater(request) ? [then, now] : [then]
  },
  shape: (request, answers) => {
    const options = request.report.ageing as AgeingOptions
    const open = withoutEmptyRows(answers.rows ?? [], [{ name: options.measure }])
    const rows = showsLater(request) ? withLater(request, open, answers.now ?? []) : open
    const day = request.parameters.at instanceof CalendarDate ? request.parameters.at : request.today
    return {
      columns: [...request.report.columns, ...laterColumn(request, options), ...bucketColumns(request, options)],
      rows: merged(
        request,
        rows.map((row) => intoBuckets(row, options, day)),
        options,
      ),
    }
  },
}

/** Bucket k holds what is more than `buckets[k-1]` and at most `buckets[k]` days late; the last one holds the rest. */
export function bucketOf(daysLate: number, buckets: readonly number[]): number {
  const found = buckets.findIndex((bound) => daysLate <= bound)
  return found === -1 ? buckets.length : found
}

/** The day by which an item ages, whether a column shows it or not. */
const DATE = '@date'

/** Something may have been settled since only where the report is of a day. */
function showsLater({ report, parameters }: ReportRequest): boolean {
  return (report.ageing as AgeingOptions).later !== undefined && parameters.at instanceof CalendarDate
}

/** Of each item that was open on the day: what was open less what is open now. Items begun since are none of it. */
function withLater(request: ReportRequest, open: readonly ReportRow[], now: readonly ReportRow[]): ReportRow[] {
  const { measure } = request.report.ageing as AgeingOptions
  const keys = [...splitColumns(request).group, { name: DATE }]
  const left = groupRows(now, keys)
  return [...groupRows(open, keys)].flatMap(([key, rows]) =>
    rows.map((row) => ({ ...row, [LATER]: figure(row, measure).subtract(figure(left.get(key)?.[0], measure)) })),
  )
}

function laterColumn(request: ReportRequest, { later, measure }: AgeingOptions): ResultColumn[] {
  return showsLater(request) ? [{ name: LATER, label: later, like: measure, total: true }] : []
}

/** Items of the same coordinates as one row: their buckets added up, as late as the latest of them. */
function merged(request: ReportRequest, rows: readonly ReportRow[], { buckets, measure }: AgeingOptions): ReportRow[] {
  const names = [measure, LATER, ...[...buckets, undefined].map((_bound, index) => `bucket${index}`)]
  return [...groupRows(rows, splitColumns(request).group).values()].map(([first, ...others]) => {
    const whole: ReportRow = { ...first }
    for (const other of others) {
      for (const name of names) if (other[name] instanceof Decimal) whole[name] = figure(whole, name).add(figure(other, name))
      if (figure(other, 'daysLate').compare(figure(whole, 'daysLate')) > 0) whole.daysLate = other.daysLate
    }
    return whole
  })
}

function intoBuckets(row: ReportRow, options: AgeingOptions, day: CalendarDate): ReportRow {
  const due = row[DATE] ?? row[options.date]
  const amount = figure(row, options.measure)
  const bucket = bucketOf(due instanceof CalendarDate ? due.daysUntil(day) : 0, options.buckets)
  const aged: ReportRow = { ...row, daysLate: due instanceof CalendarDate ? Decimal.of(Math.max(0, due.daysUntil(day))) : null }
  for (let index = 0; index <= options.buckets.length; index++) aged[`bucket${index}`] = index === bucket ? amount : null
  return aged
}

function bucketColumns(request: ReportRequest, options: AgeingOptions): ResultColumn[] {
  const { buckets, measure } = options
  const late: ResultColumn = { name: 'daysLate', label: { zh: '逾期天数', en: 'Days overdue' }, type: 'number', scale: 0 }
  const columns = [...buckets, undefined].map((bound, index): ResultColumn => {
    const after = index === 0 ? undefined : (buckets[index - 1] as number) + 1
    return { name: `bucket${index}`, label: bucketLabel(after, bound), like: measure, total: true }
  })
  return request.report.columns.some((column) => column.name === 'daysLate') ? columns : [late, ...columns]
}

function bucketLabel(after: number | undefined, bound: number | undefined): { zh: string; en: string } {
  if (after === undefined) return bound === 0 ? { zh: '未到期', en: 'Not due' } : { zh: `${bound} 天以内`, en: `Up to ${bound} days` }
  if (bound === undefined) return { zh: `${after - 1} 天以上`, en: `Over ${after - 1} days` }
  return { zh: `${after}–${bound} 天`, en: `${after}–${bound} days` }
}
