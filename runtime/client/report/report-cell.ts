import type { RouteLocationRaw } from 'vue-router'
import { columnDigits, fillFraction } from '@formwork/runtime/ui/input/column-digits.ts'
import type { JsonValues, ReportColumnData, ReportData } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { fieldType } from '../fields/faces.ts'
import { i18n } from '../i18n/index.ts'

const isDecimalText = (value: unknown): value is string => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)

/** A cell of a report in words: names for ids, thousands for figures. */
export function cellText(data: ReportData, column: ReportColumnData, value: unknown): string {
  if (value === null || value === undefined) return ''
  const title = data.titles[column.name]?.[String(value)] ?? (column.type === 'record' ? data.records[String(value)]?.title : undefined)
  if (title !== undefined) return title
  const text = formatJson(value, {
    name: column.name,
    type: column.type,
    scale: column.scale,
    options: column.options,
    entity: column.entity,
  })
  return fillFraction(text, digitsOf(data, column))
}

/** What nothing was said about has a name too, where rows are told apart by it. */
export function groupText(data: ReportData, column: ReportColumnData, value: unknown): string {
  return cellText(data, column, value) || i18n.global.t('report.unnamed')
}

/** Finer than this is a quantity, whatever it was divided by: 63 pieces in whole packs, not 63.000. */
const RATIO_SCALE = 2
const digits = new WeakMap<ReportData, Map<string, number>>()

/** Digits that every figure of a column shows, so that their points stand below each other: those that one of them needs; ratios all they have. */
function digitsOf(data: ReportData, column: ReportColumnData): number {
  const { type, scale, formula, name } = column
  if (scale === undefined) return 0
  if (type === 'percent') return Math.max(0, scale - 2)
  if (type !== 'number') return 0
  if (scale <= RATIO_SCALE && formula?.includes('/') === true) return scale
  const known = digits.get(data) ?? new Map<string, number>()
  digits.set(data, known)
  const found = known.get(name) ?? columnDigits(data.rows.map((row) => row[name]))
  known.set(name, found)
  return found
}

export function isFigure(column: ReportColumnData): boolean {
  return fieldType(column.type).feelType === 'number'
}

export function isNegativeFigure(column: ReportColumnData, value: unknown): boolean {
  return isFigure(column) && isDecimalText(value) && value.startsWith('-')
}

/** Where a cell leads: to the record that it names, or to the report that tells more about its row. */
export function cellTarget(
  data: ReportData,
  column: ReportColumnData,
  row: JsonValues,
  given: Readonly<Record<string, string | undefined>>,
  parametersOf: (report: string) => readonly string[] | undefined,
): RouteLocationRaw | undefined {
  const value = row[column.name]
  if (value === null || value === undefined) return undefined
  if (column.type === 'record') {
    const record = data.records[String(value)]
    return record && { name: 'record', params: { entity: record.entity, id: String(value) } }
  }
  const parameters = column.drill === undefined ? undefined : parametersOf(column.drill)
  if (parameters === undefined) return undefined
  const query: Record<string, string> = {}
  for (const name of parameters) {
    const known = row[name] ?? given[name]
    if (known === null || known === undefined || String(known).startsWith('@')) continue
    query[name] = String(known)
    const title = data.titles[name]?.[String(known)]
    if (title !== undefined) query[`${name}.title`] = title
  }
  return { name: 'report', params: { report: column.drill! }, query }
}
