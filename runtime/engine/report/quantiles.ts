import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Gives each row its part of all rows by another column: 1 to `parts`, equal values in the same part; what is empty has none. */
export function quantiles(columns: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] {
  return columns.reduce<ReportRow[]>(
    (done, { name, quantile }) => {
      if (quantile === undefined) return done
      const order = quantile.best === 'smallest' ? fromLargest : fromSmallest
      const values = done.map((row) => row[quantile.of]).filter((value): value is Decimal => value instanceof Decimal)
      values.sort(order)
      return done.map((row) => ({ ...row, [name]: partOf(row[quantile.of], values, quantile.parts, order) }))
    },
    [...rows],
  )
}

type Order = (one: Decimal, other: Decimal) => number

const fromSmallest: Order = (one, other) => one.compare(other)
const fromLargest: Order = (one, other) => other.compare(one)

/** `values` in this order, the best last. */
function partOf(value: unknown, values: readonly Decimal[], parts: number, order: Order): Decimal | null {
  if (!(value instanceof Decimal)) return null
  return Decimal.of(Math.floor((countBefore(values, value, order) * parts) / values.length) + 1)
}

/** How many of the ordered values stand before all that are equal to this one. */
function countBefore(values: readonly Decimal[], value: Decimal, order: Order): number {
  let from = 0
  for (let to = values.length; from < to;) {
    const middle = (from + to) >> 1
    if (order(values[middle]!, value) < 0) from = middle + 1
    else to = middle
  }
  return from
}
