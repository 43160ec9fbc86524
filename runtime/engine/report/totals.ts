import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { averageOf } from './average.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

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
