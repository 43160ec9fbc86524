import { LATEST, type ReportRead, type ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import { compareValues } from './sort-rows.ts'

/**
 * Rows of several kinds of records as one answer: where the question groups, rows of the same group become one, their sums and counts
 * added up, the smallest and the largest of both, and of a latest row the later.
 */
export function mergeRows(read: ReportRead, answers: readonly (readonly ReportRow[])[]): ReportRow[] {
  const rows = answers.flat()
  if (read.measures.length === 0 || answers.length === 1) return rows
  const groups = new Map<string, ReportRow>()
  for (const row of rows) {
    const key = JSON.stringify(read.group.map(({ name }) => (row[name] == null ? null : String(row[name]))))
    const before = groups.get(key)
    groups.set(key, before === undefined ? row : read.latest === undefined ? together(read, before, row) : later(before, row))
  }
  return [...groups.values()]
}

const later = (one: ReportRow, other: ReportRow): ReportRow => (compareValues(other[LATEST] ?? null, one[LATEST] ?? null) > 0 ? other : one)

function together(read: ReportRead, one: ReportRow, other: ReportRow): ReportRow {
  const merged = read.measures.map(({ name, aggregate }) => {
    const [left, right] = [one[name] ?? null, other[name] ?? null]
    if (left === null || right === null) return [name, left ?? right]
    if (aggregate === 'sum' || aggregate === 'count') return [name, (left as Decimal).add(right as Decimal)]
    const isSmaller = compareValues(right, left) < 0
    return [name, isSmaller === (aggregate === 'minimum') ? right : left]
  })
  return { ...one, ...Object.fromEntries(merged) }
}
