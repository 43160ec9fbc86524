import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'

/** Rows in the order of the definition; null first, texts by code point, everything else by its own order. Stable. */
export function sortRows(
  rows: readonly ReportRow[],
  sort: readonly { name: string; direction: 'ascending' | 'descending' }[],
): ReportRow[] {
  if (sort.length === 0) return [...rows]
  return [...rows].sort((one, other) => {
    for (const { name, direction } of sort) {
      const order = compareValues(one[name] ?? null, other[name] ?? null)
      if (order !== 0) return direction === 'descending' ? -order : order
    }
    return 0
  })
}

/** Nothing comes first, then the values of one column in their own order. */
export function compareValues(one: unknown, other: unknown): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1
  if (typeof one === 'object' && typeof other === 'object' && 'compare' in (one as object)) {
    return (one as { compare(value: unknown): number }).compare(other)
  }
  if (typeof one === 'boolean') return Number(one) - Number(other)
  return (one as string) < (other as string) ? -1 : (one as string) > (other as string) ? 1 : 0
}
