import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

export type Comparison = 'period' | 'year'

const BEFORE = { period: { zh: '上期', en: 'Period before' }, year: { zh: '去年同期', en: 'Year before' } }
const GROWTH = { period: { zh: '环比', en: 'Change' }, year: { zh: '同比', en: 'Year on year' } }
/** Digits of a share: two of percent. */
const SHARE_SCALE = 4

/** Names of the columns that a comparison adds to a figure. */
const beforeName = (figure: string): string => `${figure}Before`
const growthName = (figure: string): string => `${figure}Growth`

/**
 * Puts the figures of an earlier period beside those of this one: rows meet by what is no figure; what is in one period only
 * counts as nothing in the other. Growth as a share, empty where there was nothing before.
 */
export function compareRows(
  columns: readonly ResultColumn[],
  now: readonly ReportRow[],
  before: readonly ReportRow[],
  comparison: Comparison,
): { columns: ResultColumn[]; rows: ReportRow[] } {
  const isFigure = (name: string): boolean => [...now, ...before].some((row) => row[name] instanceof Decimal)
  const figures = columns.filter((column) => isFigure(column.name))
  const groups = columns.filter((column) => !figures.includes(column)).map(({ name }) => name)
  const keyOf = (row: ReportRow): string => JSON.stringify(groups.map((name) => (row[name] == null ? null : String(row[name]))))
  const earlier = new Map(before.map((row) => [keyOf(row), row]))
  const known = new Set(now.map(keyOf))
  const onlyBefore = before
    .filter((row) => !known.has(keyOf(row)))
    .map((row) => Object.fromEntries(groups.map((name) => [name, row[name]])))
  const rows = [...now, ...onlyBefore].map((row) => {
    const joined: ReportRow = { ...row }
    for (const { name } of figures) {
      const [here, there] = [figureOf(row[name]), figureOf(earlier.get(keyOf(row))?.[name])]
      joined[name] ??= Decimal.zero
      joined[beforeName(name)] = there
      joined[growthName(name)] = there.isZero() ? null : here.subtract(there).divide(there.abs()).round(SHARE_SCALE)
    }
    return joined
  })
  const added = columns.flatMap((column) => (figures.includes(column) ? [column, ...beside(column, comparison)] : [column]))
  return { columns: added, rows }
}

function beside(column: ResultColumn, comparison: Comparison): ResultColumn[] {
  return [
    {
      name: beforeName(column.name),
      like: column.name,
      label: BEFORE[comparison],
      total: column.total,
      type: column.type,
      scale: column.scale,
    },
    { name: growthName(column.name), label: GROWTH[comparison], type: 'percent', scale: SHARE_SCALE },
  ]
}

const figureOf = (value: unknown): Decimal => (value instanceof Decimal ? value : Decimal.zero)
