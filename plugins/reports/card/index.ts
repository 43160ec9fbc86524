import type { ReportColumn } from '@formwork/platform/definition/types.ts'
import type { ReportRequest, ReportRow, ReportShape, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { figure, splitColumns, withoutEmptyRows } from '../report-columns.ts'

type Label = NonNullable<ReportColumn['label']>

/** What the three columns of a figure are called, where "in, out, balance" is not how people say it. */
interface CardOptions {
  in?: Label
  out?: Label
  balance?: Label
}

/** Entries of a ledger in the order of cost, with what came in, what went out and the running balance. */
export const card: ReportShape = {
  name: 'card',
  label: { zh: '台账（逐笔余额）', en: 'Account card' },
  help: { zh: '逐笔列出收、发与结存', en: 'Each entry with in, out and the running balance' },
  options: {
    card: {
      type: 'object',
      properties: Object.fromEntries(['in', 'out', 'balance'].map((part) => [part, { $ref: 'vocabulary.schema.json#/$defs/label' }])),
      additionalProperties: false,
    },
  },
  made: (report) => report.columns.flatMap(({ name }) => ['In', 'Out', 'Balance'].map((part) => `${name}${part}`)),
  plan: (request) => {
    const { from, to } = period(request)
    const { group, measures } = splitColumns(request)
    const entries = { name: 'entries', of: 'entries' as const, group, measures, where: request.where, from, to }
    if (from === undefined) return [entries]
    return [{ name: 'opening', of: 'balances', group: [], measures, where: request.where, to: from.addDays(-1) }, entries]
  },
  shape: (request, answers) => {
    const { measures } = splitColumns(request)
    const [opening] = answers.opening ?? []
    const balances = new Map(measures.map(({ name }) => [name, figure(opening, name)]))
    // An entry of figures that the card does not show moves nothing on it.
    const moved = withoutEmptyRows(answers.entries ?? [], measures)
    const rows = moved.map((entry) => runningRow(entry, measures, balances))
    return {
      columns: request.report.columns.flatMap((column) => splitFigure(column, measures, request.report.card as CardOptions)),
      rows: opening === undefined ? rows : [openingRow(opening, measures), ...rows],
    }
  },
}

function period(request: ReportRequest): { from?: CalendarDate; to?: CalendarDate } {
  const { from, to } = request.parameters
  return { from: from instanceof CalendarDate ? from : undefined, to: to instanceof CalendarDate ? to : undefined }
}

function runningRow(entry: ReportRow, measures: readonly { name: string }[], balances: Map<string, Decimal>): ReportRow {
  const row: ReportRow = { ...entry }
  for (const { name } of measures) {
    const moved = figure(entry, name)
    const balance = (balances.get(name) ?? Decimal.zero).add(moved)
    balances.set(name, balance)
    row[`${name}In`] = moved.sign() > 0 ? moved : null
    row[`${name}Out`] = moved.sign() < 0 ? moved.negate() : null
    row[`${name}Balance`] = balance
  }
  return row
}

function openingRow(opening: ReportRow, measures: readonly { name: string }[]): ReportRow {
  const row: ReportRow = { opening: true }
  for (const { name } of measures) row[`${name}Balance`] = figure(opening, name)
  return row
}

/** One measure becomes three columns. */
function splitFigure(column: ReportColumn, measures: readonly { name: string }[], words: CardOptions = {}): ResultColumn[] {
  if (!measures.some(({ name }) => name === column.name)) return [column]
  const own = column.label ?? column.name
  const label = (said: Label | undefined, zh: string, en: string): Label => {
    if (said !== undefined) return said
    return typeof own === 'string' ? { zh: `${zh}${own}`, en: `${en} ${own}` } : { zh: `${zh}${own.zh}`, en: `${own.en} ${en}` }
  }
  return [
    { ...column, name: `${column.name}In`, label: label(words.in, '收入', 'in'), like: column.name, total: true },
    { ...column, name: `${column.name}Out`, label: label(words.out, '发出', 'out'), like: column.name, total: true },
    { ...column, name: `${column.name}Balance`, label: label(words.balance, '结存', 'balance'), like: column.name, total: false },
  ]
}
