import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/**
 * Adds to each row the sums of other columns over the rows so far, itself included; what is empty counts as nothing.
 * With `per` there is one sum for each of the values that the rows have in those columns.
 */
export function runningSums(columns: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] {
  const summed = columns.flatMap(({ name, running, per = [] }) => (running === undefined ? [] : [{ name, running, per }]))
  const sums = new Map<string, Decimal>()
  return rows.map((row) => {
    const summedRow = { ...row }
    for (const { name, running, per } of summed) {
      const key = JSON.stringify([name, ...per.map((each) => String(row[each] ?? ''))])
      const value = row[running]
      const sum = (sums.get(key) ?? Decimal.zero).add(value instanceof Decimal ? value : Decimal.zero)
      sums.set(key, sum)
      summedRow[name] = sum
    }
    return summedRow
  })
}
