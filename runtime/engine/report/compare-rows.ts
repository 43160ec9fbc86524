import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { type CalendarDate, Decimal } from '@formwork/platform/value/index.ts'

/**
 * The period before, the same days of the year before, or days of one's own; of a report as of a day the end of the month before,
 * the same day of the year before, or a day of one's own.
 */
export type Comparison = 'period' | 'year' | { readonly from: CalendarDate; readonly to: CalendarDate } | { readonly at: CalendarDate }

/** How an earlier figure and what it has grown by are called. */
export type ComparisonKind = keyof typeof BEFORE

const BEFORE = {
  period: { zh: '上期', en: 'Period before' },
  year: { zh: '去年同期', en: 'Year before' },
  own: { zh: '对比期', en: 'Other period' },
  monthEnd: { zh: '上月末', en: 'End of last month' },
  sameDay: { zh: '去年同日', en: 'A year before' },
  ownDay: { zh: '对比日', en: 'Other day' },
}
const CHANGE = { zh: '增减', en: 'Change' }
const GROWTH = {
  period: { zh: '环比', en: 'Change' },
  year: { zh: '同比', en: 'Year on year' },
  own: CHANGE,
  monthEnd: CHANGE,
  sameDay: { zh: '同比', en: 'Year on year' },
  ownDay: CHANGE,
}
/** Digits of a share: two of percent. */
const SHARE_SCALE = 4

/** Names of the columns that a comparison adds to a figure. */
const beforeName = (figure: string): string => `${figure}Before`
const growthName = (figure: string): string => `${figure}Growth`

/**
 * Puts the figures of an earlier period beside those of this one: rows meet by what they are grouped by; what is in one period only
 * counts as nothing in the other. Growth as a share, empty where there was nothing before. With `isKept` a row stays that is kept in
 * either period, so that what was there before and is gone is told too.
 */
export function compareRows(
  columns: readonly ResultColumn[],
  now: readonly ReportRow[],
  before: readonly ReportRow[],
  kind: ComparisonKind,
  isKept: (row: ReportRow) => boolean = () => true,
): { columns: ResultColumn[]; rows: ReportRow[] } {
  const isFigure = (name: string): boolean => [...now, ...before].some((row) => row[name] instanceof Decimal)
  const figures = columns.filter((column) => isFigure(column.name))
  const others = columns.filter((column) => !figures.includes(column))
  const keyOf = keyReader(others)
  const earlier = new Map(before.map((row) => [keyOf(row), row]))
  const known = new Set(now.map(keyOf))
  const withoutFigures = (row: ReportRow): ReportRow => Object.fromEntries(others.map(({ name }) => [name, row[name]]))
  const staying = now.filter((row) => isKept(row) || isKeptBefore(earlier.get(keyOf(row)), isKept))
  const onlyBefore = before.filter((row) => !known.has(keyOf(row)) && isKept(row)).map(withoutFigures)
  const rows = [...staying, ...onlyBefore].map((row) => {
    const joined: ReportRow = { ...row }
    for (const { name } of figures) {
      const [here, there] = [figureOf(row[name]), figureOf(earlier.get(keyOf(row))?.[name])]
      joined[name] ??= Decimal.zero
      joined[beforeName(name)] = there
      joined[growthName(name)] = there.isZero() ? null : here.subtract(there).divide(there.abs()).round(SHARE_SCALE)
    }
    return joined
  })
  const added = columns.flatMap((column) => (figures.includes(column) ? [column, ...beside(column, kind)] : [column]))
  return { columns: added, rows }
}

/** What rows are the same by: the columns that group them. A last day or a class by amount may differ between periods. */
function keyReader(columns: readonly ResultColumn[]): (row: ReportRow) => string {
  const groups = columns.filter(({ aggregate, formula, join, fields }) => (aggregate ?? formula ?? join ?? fields) === undefined)
  return (row) => JSON.stringify(groups.map(({ name }) => (row[name] == null ? null : String(row[name]))))
}

const isKeptBefore = (row: ReportRow | undefined, isKept: (row: ReportRow) => boolean): boolean => row !== undefined && isKept(row)

function beside(column: ResultColumn, kind: ComparisonKind): ResultColumn[] {
  return [
    {
      name: beforeName(column.name),
      like: column.like ?? column.name,
      shown: column.shown,
      label: BEFORE[kind],
      total: column.total,
      type: column.type,
      scale: column.scale,
    },
    { name: growthName(column.name), shown: column.shown, label: GROWTH[kind], type: 'percent', scale: SHARE_SCALE },
  ]
}

const figureOf = (value: unknown): Decimal => (value instanceof Decimal ? value : Decimal.zero)
