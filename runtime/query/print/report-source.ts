import { localize } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { cellTitles } from '../cell-titles.ts'
import type { QueryContext } from '../query.ts'
import type { DescribedColumn } from '../report-source.ts'
import type { RunReport } from '../run-report.ts'
import { fieldWeight } from './field-weight.ts'
import type { PrintLines, PrintSource } from './print-source.ts'

const SUBTOTAL = { zh: '小计', en: 'Subtotal' }
const OPENING = { zh: '期初', en: 'Opening' }

/** A report as something to be printed: its rows are the lines, its parameters one text. */
export async function reportPrintSource(context: QueryContext, run: RunReport): Promise<PrintSource> {
  const { language } = context
  const title = localize(run.definition.label ?? run.definition.name, language)
  const columns = run.columns.map((column) => ({
    name: column.name,
    label: [column.head, column.label ?? column.name].flatMap((part) => (part === undefined ? [] : [localize(part, language)])).join(' '),
    isFigure: requireContribution(context.registry, 'fields', typeOf(column)).feelType === 'number',
    weight: fieldWeight(column.field.type),
    isSummed: column.total === true,
    write: (sum: Decimal): string => writeFigure(context, column, sum),
  }))
  const memory = new Map<string, string>()
  const textOf = async (column: DescribedColumn, value: unknown): Promise<string> => {
    if (value === null || value === undefined) return ''
    if (value instanceof Decimal) return writeFigure(context, column, value)
    const key = `${column.name} ${String(value)}`
    let text = memory.get(key)
    if (text === undefined) memory.set(key, (text = await cellTitles(context, column, value)))
    return text
  }
  const rows: PrintLines['rows'][number][] = []
  for (const row of run.rows) {
    const cells: { text: string; figure: Decimal | null }[] = []
    for (const column of run.columns) {
      const value = row[column.name] ?? null
      cells.push({ text: await textOf(column, value), figure: value instanceof Decimal ? value : null })
    }
    const isSubtotal = row.subtotal === true
    const mark = isSubtotal ? cells.find((cell) => cell.text === '') : row.opening === true ? cells[0] : undefined
    if (mark !== undefined) mark.text = isSubtotal ? SUBTOTAL[language] : OPENING[language]
    rows.push({ cells, isSubtotal })
  }
  const totals = run.columns.map((column) => {
    const total = run.totals[column.name]
    return total === undefined ? undefined : writeFigure(context, column, total)
  })
  const parameters = await parameterText(context, run)
  return {
    title,
    value: (path) => (path === 'parameters' ? { label: '', text: parameters, isFigure: false, weight: 1 } : undefined),
    lines: (_name, wanted) => pick({ columns, rows, totals }, wanted),
  }
}

function pick(lines: PrintLines, wanted: readonly string[] | undefined): PrintLines {
  if (wanted === undefined) return lines
  const places = wanted.map((name) => lines.columns.findIndex((column) => column.name === name)).filter((place) => place >= 0)
  return {
    columns: places.map((place) => lines.columns[place]!),
    totals: lines.totals && places.map((place) => lines.totals?.[place]),
    rows: lines.rows.map((row) => ({ ...row, cells: places.map((place) => row.cells[place]!) })),
  }
}

const typeOf = (column: DescribedColumn): string => (['record', 'status'].includes(column.field.type) ? 'text' : column.field.type)

function writeFigure(context: QueryContext, column: DescribedColumn, value: Decimal): string {
  const type = requireContribution(context.registry, 'fields', typeOf(column))
  if (type.feelType !== 'number') return value.toString()
  return type.format(column.field.scale === undefined ? value : value.round(column.field.scale), column.field, context.language)
}

async function parameterText(context: QueryContext, run: RunReport): Promise<string> {
  const parts: string[] = []
  for (const field of run.definition.parameters ?? []) {
    const value = run.parameters.values[field.name] ?? null
    if (value === null) continue
    const text = Array.isArray(value) ? value.join('、') : await cellTitles(context, { name: field.name, field }, value)
    parts.push(`${localize(field.label ?? field.name, context.language)}${context.language === 'zh' ? '：' : ': '}${text}`)
  }
  return parts.join('    ')
}
