import { readNames } from '@formwork/platform/expression/index.ts'
import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { averageOf } from './average.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** A formula of what the columns that it reads add up to; it has no total where one of them has none. */
export function formulaTotals(
  columns: readonly ResultColumn[],
  totals: Readonly<Record<string, Decimal>>,
  compute: (columns: readonly ResultColumn[], row: ReportRow) => ReportRow,
): Record<string, Decimal> {
  const all = { ...totals }
  for (const column of columns) {
    if (column.total !== 'formula' || column.formula === undefined) continue
    const read = columns.filter(({ name }) => name !== column.name && readNames(column.formula!).has(name))
    if (read.some(({ name }) => all[name] === undefined)) continue
    const value = compute([...read.map((each) => ({ ...each, formula: undefined })), column], all)[column.name]
    if (value instanceof Decimal) all[column.name] = value
  }
  return all
}

/** Exact sums of the columns that ask for one; of averages the average of all. */
export function totalsOf(columns: readonly ResultColumn[], rows: readonly ReportRow[]): Record<string, Decimal> {
  const totals: Record<string, Decimal> = {}
  for (const column of columns) {
    if (column.total !== true) continue
    const average = column.aggregate === 'average' ? averageOf(column, rows) : undefined
    if (average === null) continue
    totals[column.name] =
      average ?? rows.reduce((sum, row) => (row[column.name] instanceof Decimal ? sum.add(row[column.name] as Decimal) : sum), Decimal.zero)
  }
  return totals
}
