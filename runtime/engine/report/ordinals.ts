import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** Numbers the rows by what they have in other columns: 1 for the first in the order of the report, the same for the same values. */
export function ordinals(columns: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow[] {
  const numbered = columns.flatMap(({ name, ordinal }) =>
    ordinal === undefined ? [] : [{ name, ordinal, seen: new Map<string, Decimal>() }],
  )
  if (numbered.length === 0) return [...rows]
  return rows.map((row) => {
    const numbers = numbered.map(({ name, ordinal, seen }) => {
      const key = JSON.stringify(ordinal.map((each) => String(row[each] ?? '')))
      const number = seen.get(key) ?? Decimal.of(seen.size + 1)
      seen.set(key, number)
      return [name, number] as const
    })
    return { ...row, ...Object.fromEntries(numbers) }
  })
}
