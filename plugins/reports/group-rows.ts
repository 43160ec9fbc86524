import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'

/** Rows with the same values in these columns, in the order in which they first appear. */
export function groupRows(rows: readonly ReportRow[], columns: readonly { readonly name: string }[]): Map<string, ReportRow[]> {
  const groups = new Map<string, ReportRow[]>()
  for (const row of rows) {
    const key = columns.map(({ name }) => String(row[name] ?? '')).join('\u001f')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
