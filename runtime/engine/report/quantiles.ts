import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Gives each row its part of all rows by another column: 1 to `parts`, equal values in the same part; what is empty has none. */
export function quantiles(columns: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] {
  return columns.reduce<ReportRow[]>(
    (done, { name, quantile }) => {
      if (quantile === undefined) return done
      const values = done.map((row) => row[quantile.of]).filter((value): value is Decimal => value instanceof Decimal)
      return done.map((row) => ({ ...row, [name]: partOf(row[quantile.of], values, quantile) }))
    },
    [...rows],
  )
}

function partOf(
  value: unknown,
  values: readonly Decimal[],
  { parts, best = 'largest' }: NonNullable<ResultColumn['quantile']>,
): Decimal | null {
  if (!(value instanceof Decimal)) return null
  const isBelow = (other: Decimal): boolean => (best === 'largest' ? other.compare(value) < 0 : other.compare(value) > 0)
  return Decimal.of(Math.floor((values.filter(isBelow).length * parts) / values.length) + 1)
}
