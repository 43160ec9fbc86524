import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { readNames } from '@formwork/platform/expression/index.ts'
import type {
  ReportCall,
  ReportRequest,
  ReportRow,
  ReportShape,
  ReportSums,
  ResultColumn,
} from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

type StatementRow = NonNullable<ReportDefinition['rows']>[number]

/** Column with the name of each line. */
const LABEL: ResultColumn = { name: 'line', label: { zh: '项目', en: 'Item' }, type: 'text' }

/**
 * A statement (利润表, 日报): named lines, each the sum of a column of another report or a formula over the lines above it,
 * once for each column; a column's `with` says for which period.
 */
export const statement: ReportShape = {
  name: 'statement',
  label: { zh: '报告式报表', en: 'Statement' },
  help: {
    zh: '逐行取自其他报表的合计，或由上面各行计算',
    en: 'Line by line from the totals of other reports, or computed from lines above',
  },
  plan: () => [],
  calls: (request) =>
    rowsOf(request).flatMap((row) => (row.of === undefined ? [] : figuresOf(request).map((column) => callOf(request, row, column)))),
  shape: (request, _answers, sums = {}) => ({
    columns: [LABEL, ...request.report.columns],
    rows: rowsOf(request).reduce<{ rows: ReportRow[]; known: Known }>(({ rows, known }, row) => addRow(request, sums, rows, known, row), {
      rows: [],
      known: new Map(),
    }).rows,
  }),
}

/** Values of the lines so far, by column; a line that the reader may not see is not among them. */
type Known = Map<string, Map<string, Decimal>>

function rowsOf({ report }: ReportRequest): readonly StatementRow[] {
  return report.rows ?? []
}

function figuresOf({ report }: ReportRequest): readonly ReportColumn[] {
  return report.columns.filter((column) => column.formula === undefined)
}

/** Columns that are computed from the other figures of their line, such as a change. */
function computedOf({ report }: ReportRequest): readonly ReportColumn[] {
  return report.columns.filter((column) => column.formula !== undefined)
}

function callOf(request: ReportRequest, row: StatementRow, column: ReportColumn): ReportCall {
  const formulas = { ...row.of!.with, ...column.with }
  const scope = { parameter: request.parameters }
  const parameters = Object.fromEntries(
    Object.entries(formulas).map(([name, formula]) => [name, request.evaluate(formula, scope, row.label)]),
  )
  return { name: `${row.name} ${column.name}`, report: row.of!.report, column: row.of!.column, parameters }
}

function addRow(
  request: ReportRequest,
  sums: ReportSums,
  rows: ReportRow[],
  known: Known,
  row: StatementRow,
): { rows: ReportRow[]; known: Known } {
  const shown: ReportRow = { line: textOf(request, row.label) }
  let isSeen = row.of === undefined && row.formula === undefined
  for (const column of figuresOf(request)) {
    const value = valueOf(request, sums, known, row, column)
    shown[column.name] = value ?? null
    if (value === undefined) continue
    // What belongs to a module that is off is not there, and nothing of it is in the lines below.
    isSeen ||= value !== null
    const ofColumn = known.get(column.name) ?? new Map<string, Decimal>()
    known.set(column.name, ofColumn.set(row.name, value ?? Decimal.zero))
  }
  for (const column of computedOf(request)) shown[column.name] = computed(request, column, shown)
  if (row.style !== undefined) shown['@style'] = row.style
  if (isSeen) rows.push(shown)
  return { rows, known }
}

/** Undefined for headings, and where something that it needs may not be seen; null where its module is off. */
function valueOf(
  request: ReportRequest,
  sums: ReportSums,
  known: Known,
  row: StatementRow,
  column: ReportColumn,
): Decimal | null | undefined {
  if (row.of !== undefined) return sums[`${row.name} ${column.name}`]
  if (row.formula === undefined) return undefined
  const above = known.get(column.name) ?? new Map<string, Decimal>()
  const isHidden = rowsOf(request).some(
    (other) => (other.of ?? other.formula) !== undefined && !above.has(other.name) && readNames(row.formula!).has(other.name),
  )
  if (isHidden) return undefined
  const value = request.evaluate(row.formula, { ...Object.fromEntries(above), parameter: request.parameters }, row.label)
  if (!(value instanceof Decimal)) return undefined
  return column.scale === undefined ? value : value.round(column.scale)
}

/** Null where a figure that it reads is not there, or where there is nothing to divide by. */
function computed(request: ReportRequest, column: ReportColumn, shown: ReportRow): Decimal | null {
  const figures = Object.fromEntries(figuresOf(request).map(({ name }) => [name, shown[name] ?? null]))
  if ([...readNames(column.formula!)].some((name) => figures[name] === null)) return null
  const value = request.evaluate(column.formula!, { ...figures, parameter: request.parameters }, column.label ?? column.name)
  if (!(value instanceof Decimal)) return null
  return column.scale === undefined ? value : value.round(column.scale)
}

function textOf({ language }: ReportRequest, label: LocalizedText): string {
  return typeof label === 'string' ? label : (label[language] ?? label.zh ?? label.en ?? '')
}
