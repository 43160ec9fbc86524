import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** The average over several rows, from what their averages were made of (`<name>@sum`, `<name>@count`); undefined where a shape keeps neither. */
export function averageOf({ name, scale }: ResultColumn, rows: readonly ReportRow[]): Decimal | null | undefined {
  if (!rows.some((row) => row[`${name}@count`] instanceof Decimal)) return undefined
  const add = (part: string): Decimal =>
    rows.reduce((sum, row) => (row[`${name}@${part}`] instanceof Decimal ? sum.add(row[`${name}@${part}`] as Decimal) : sum), Decimal.zero)
  const count = add('count')
  if (count.isZero()) return null
  const average = add('sum').divide(count)
  return scale === undefined ? average : average.round(scale)
}
