import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Adds to each row the sums of other columns over the rows so far, itself included; what is empty counts as nothing. */
export function runningSums(columns: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] {
  const summed = columns.flatMap(({ name, running }) => (running === undefined ? [] : [{ name, running }]))
  const sums = new Map<string, Decimal>()
  return rows.map((row) => {
    const summedRow = { ...row }
    for (const { name, running } of summed) {
      const value = row[running]
      const sum = (sums.get(name) ?? Decimal.zero).add(value instanceof Decimal ? value : Decimal.zero)
      sums.set(name, sum)
      summedRow[name] = sum
    }
    return summedRow
  })
}
