import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { JsonValues, ReportColumnData, ReportData } from '../../api/index.ts'
import { i18n, labelText } from '../../i18n/index.ts'
import { groupText } from '../report-cell.ts'
import { combineRatio, sumOf, type CombineRatio } from './combine-ratio.ts'
import { provinceOf } from './provinces.ts'

export type ChartDefinition = NonNullable<ReportDefinition['chart']>

export interface ChartFigures {
  /** Categories in words, and what stands behind each: the raw value, or null for what was added up as one. */
  readonly categories: readonly { label: string; value: unknown }[]
  /** They are days, months or years. */
  readonly isTime: boolean
  readonly series: readonly { name: string; label: string; scale: number; isSecond: boolean; values: readonly (number | null)[] }[]
  /** Labels of ratios that stand in several rows of a category and cannot be divided anew: they are left out there. */
  readonly notAdded: readonly string[]
}

const USUAL_LIMIT = 30
const SHARE_LIMIT = 8
/** Words that still can be read beside each other. */
const WORD_LIMIT = 60
const shares: readonly string[] = ['pie', 'donut', 'funnel']

/** Days that still can be told apart. */
const TIME_LIMIT = 100

/**
 * The figures of a chart: rows of one category are added up exactly, ratios are divided anew. Beyond the limit the rest is one category more, unless
 * the figures are ratios, which have no sum; along a time
 * the order is that of the calendar and the latest stay, since what is left out has no place on it. Of a report that is spread
 * across, the totals of all its heads are drawn. On a map what lies in one province is one category.
 */
export function chartFigures(data: ReportData, chart: ChartDefinition): ChartFigures {
  const category = data.columns.find(({ name }) => name === chart.category)
  const series = [...new Set([...chart.series, ...(chart.second ?? [])])].flatMap(
    (name) => data.columns.find((each) => each.name === name) ?? data.columns.find((each) => each.name === `${name}@total`) ?? [],
  )
  const groups = chart.type === 'map' ? byProvince(groupRows(data, category)) : groupRows(data, category)
  const ratios = new Map(series.filter((column) => !isAdditive(data, column)).map((column) => [column.name, combineRatio(data, column)]))
  const isTime = groups.length > 0 && groups.every(({ value }) => typeof value === 'string' && TIME.test(value))
  const shown = isTime ? alongTime(groups, chart.limit ?? TIME_LIMIT) : largest(groups, chart, data, series[0])
  return {
    categories: shown.map(({ label, value }) => ({ label, value })),
    isTime,
    series: series.map(({ name, label, scale }) => ({
      name,
      label: labelText(label, name),
      scale: scale ?? 2,
      isSecond: chart.second?.includes(name) === true,
      values: shown.map(({ rows }) => figureOf(rows, name, ratios)?.toNumber() ?? null),
    })),
    notAdded: series
      .filter(({ name }) => ratios.has(name) && shown.some(({ rows }) => isKnown(rows, name) && figureOf(rows, name, ratios) === undefined))
      .map(({ name, label }) => labelText(label, name)),
  }
}

/** Exact; a ratio of several rows is none of theirs and not their sum: it is divided anew, and where that cannot be done nothing is drawn. */
function figureOf(rows: readonly JsonValues[], name: string, ratios: ReadonlyMap<string, CombineRatio>): Decimal | undefined {
  const combine = ratios.get(name)
  return combine === undefined || (rows.length === 1 && isKnown(rows, name)) ? sumOf(rows, name) : combine(rows)
}

const isKnown = (rows: readonly JsonValues[], name: string): boolean => rows.some((row) => typeof row[name] === 'string')

/** A day, a month or a year. */
const TIME = /^\d{4}(-\d\d){0,2}$/

function alongTime(groups: readonly Group[], limit: number): Group[] {
  const at = ({ value }: Group): string => String(value)
  return groups.toSorted((one, other) => (at(one) < at(other) ? -1 : 1)).slice(-limit)
}

function largest(groups: readonly Group[], chart: ChartDefinition, data: ReportData, first: ReportColumnData | undefined): Group[] {
  const figure = first?.name
  if (chart.type === 'map') return [...groups]
  if (chart.type === 'word-cloud') return byFigure(groups, figure).slice(0, chart.limit ?? WORD_LIMIT)
  const limit = chart.limit ?? (shares.includes(chart.type) ? SHARE_LIMIT : USUAL_LIMIT)
  if (groups.length <= limit) return [...groups]
  if (first !== undefined && !isAdditive(data, first)) return byFigure(groups, figure).slice(0, limit)
  const kept = byFigure(groups, figure).slice(0, limit - 1)
  const rest = groups.filter((group) => !kept.includes(group)).flatMap(({ rows }) => rows)
  return [...kept, { label: i18n.global.t('chart.others'), value: null, rows: rest }]
}

/** Whether rows add up to something: the total of ratios is computed, not added; without a total, what is divided is one. */
function isAdditive({ rows, totals }: ReportData, { name, formula }: ReportColumnData): boolean {
  if (formula?.includes('/') !== true) return true
  const total = totals?.[name]
  const sum = sumOf(rows, name)
  return total !== undefined && sum !== undefined && Decimal.parse(total).compare(sum) === 0
}

interface Group {
  label: string
  value: unknown
  rows: JsonValues[]
}

function groupRows(data: ReportData, category: ReportColumnData | undefined): Group[] {
  const groups = new Map<string, Group>()
  for (const row of data.rows) {
    if (row.opening === true || row.subtotal === true) continue
    const value = category === undefined ? null : row[category.name]
    const key = String(value ?? '')
    const group = groups.get(key)
    if (group !== undefined) group.rows.push(row)
    else groups.set(key, { label: category === undefined ? '' : groupText(data, category, value), value, rows: [row] })
  }
  return [...groups.values()]
}

/** What lies in one province is one group, and can be asked for as long as it is one value; what lies nowhere stays by itself. */
function byProvince(groups: readonly Group[]): Group[] {
  const found = new Map<string, Group>()
  for (const group of groups) {
    const key = provinceOf(group.label)?.name ?? `?${group.label}`
    const known = found.get(key)
    found.set(key, known === undefined ? group : { label: key, value: null, rows: [...known.rows, ...group.rows] })
  }
  return [...found.values()]
}

function byFigure(groups: readonly Group[], name: string | undefined): Group[] {
  if (name === undefined) return [...groups]
  const size = new Map(groups.map((group) => [group, sumOf(group.rows, name)?.abs() ?? Decimal.zero]))
  return groups.toSorted((one, other) => size.get(other)!.compare(size.get(one)!))
}
