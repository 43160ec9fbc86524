import type { ReportRow, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { averageOf } from './average.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

/** What stands along the left side, and what along the top. */
export interface PivotLayout {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** A row for each group of all but the last row dimension. */
  readonly subtotals: boolean
}

/** One line of a pivot: its cells by `<figure>@<column>`, the last column being the total of all. */
export interface PivotRow {
  readonly row: ReportRow
  /** How many row dimensions a subtotal holds fixed; absent in plain rows. */
  readonly subtotal?: number
}

export interface PivotTable {
  /** Values of the column dimensions, in the order in which they first appear. */
  readonly heads: readonly ReportRow[]
  readonly rows: readonly PivotRow[]
  readonly total: ReportRow
}

const TOTAL = 'total'

/** The name of a figure's column under a head; the total of all heads without one. */
export const cellName = (figure: string, head: number | undefined): string => `${figure}@${head ?? TOTAL}`

/**
 * Turns grouped rows into a table of two directions. Sums are exact; smallest and largest stay so; `complete` computes the
 * formulas of a row of figures again, so that a ratio of a subtotal is the ratio of its sums.
 */
export function pivotRows(
  figures: readonly ResultColumn[],
  rows: readonly ReportRow[],
  layout: PivotLayout,
  complete: (rows: ReportRow[]) => ReportRow[],
): PivotTable {
  const heads = distinct(rows, layout.columns)
  const line = (members: readonly ReportRow[], fixed: number): ReportRow => {
    const first = members[0] ?? {}
    const sums = [...heads.map((head) => members.filter((row) => isSame(row, head, layout.columns))), members].map((part) =>
      part.length === 0 ? {} : aggregate(figures, part),
    )
    const cells = complete(sums)
    const row: ReportRow = Object.fromEntries(layout.rows.map((name, index) => [name, index < fixed ? (first[name] ?? null) : null]))
    cells.forEach((cell, index) => {
      for (const { name } of figures) {
        const isEmpty = Object.keys(sums[index] as ReportRow).length === 0
        row[cellName(name, index === heads.length ? undefined : index)] = isEmpty ? null : (cell[name] ?? null)
      }
    })
    return row
  }
  return { heads, rows: lines(rows, layout, 0, line), total: line(rows, 0) }
}

function lines(
  rows: readonly ReportRow[],
  layout: PivotLayout,
  depth: number,
  line: (rows: readonly ReportRow[], fixed: number) => ReportRow,
): PivotRow[] {
  const name = layout.rows[depth] as string
  const isLast = depth === layout.rows.length - 1
  return distinct(rows, [name]).flatMap((value) => {
    const members = rows.filter((row) => isSame(row, value, [name]))
    if (isLast) return [{ row: line(members, depth + 1) }]
    const inner = lines(members, layout, depth + 1, line)
    return layout.subtotals ? [...inner, { row: line(members, depth + 1), subtotal: depth + 1 }] : inner
  })
}

function distinct(rows: readonly ReportRow[], names: readonly string[]): ReportRow[] {
  const found = new Map<string, ReportRow>()
  for (const row of rows) {
    const key = JSON.stringify(names.map((name) => keyOf(row[name])))
    if (!found.has(key)) found.set(key, Object.fromEntries(names.map((name) => [name, row[name] ?? null])))
  }
  return [...found.values()]
}

const keyOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const isSame = (row: ReportRow, other: ReportRow, names: readonly string[]): boolean =>
  names.every((name) => keyOf(row[name]) === keyOf(other[name]))

function aggregate(figures: readonly ResultColumn[], rows: readonly ReportRow[]): ReportRow {
  const sums: ReportRow = {}
  for (const column of figures) {
    const { name, aggregate: how, formula } = column
    if (formula !== undefined) continue
    const average = how === 'average' ? averageOf(column, rows) : undefined
    if (average !== undefined) {
      sums[name] = average
      continue
    }
    const values = rows.map((row) => row[name]).filter((value): value is Decimal => value instanceof Decimal)
    sums[name] = values.length === 0 ? null : values.reduce((one, other) => joinFigures(one, other, how))
  }
  return sums
}

function joinFigures(one: Decimal, other: Decimal, how: ResultColumn['aggregate']): Decimal {
  if (how === 'minimum') return one.compare(other) <= 0 ? one : other
  if (how === 'maximum') return one.compare(other) >= 0 ? one : other
  return one.add(other)
}
