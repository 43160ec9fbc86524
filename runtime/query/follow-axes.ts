import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { AppError } from '@formwork/platform/error/index.ts'
import { readNames } from '@formwork/platform/expression/index.ts'
import { groupReport, withoutReaders } from '../engine/report/group-by.ts'
import type { QueryContext } from './query.ts'
import { reportSource } from './report-source.ts'

/**
 * A report grouped by axes of its own: a figure joined from another report is told apart by the same axes where that report
 * knows them too, and goes where it does not, as it would stand again in every row. What reads it goes with it.
 */
export function followAxes(
  context: QueryContext,
  whole: ReportDefinition,
  grouped: ReportDefinition,
  by: readonly string[],
): ReportDefinition {
  const axes = (whole.axes ?? []).filter(({ name }) => by.includes(name))
  const gone: string[] = []
  const followed = grouped.columns.map((column) => {
    const further = axes.filter((axis) => isFurther(column, axis, whole))
    if (column.join?.on === undefined || further.length === 0) return column
    if (!knows(context, column.join, further)) gone.push(column.name)
    const on = { ...column.join.on, ...Object.fromEntries(further.map(({ name }) => [name, name])) }
    return { ...column, join: { ...column.join, on } }
  })
  const left = followed.filter(({ name }) => !gone.includes(name))
  const columns = (gone.length === 0 ? left : withoutReaders(left, [], gone)) as ReportDefinition['columns']
  return { ...grouped, columns, keep: keepOf(grouped.keep, whole, columns) }
}

/** An axis that does not follow from what a figure is joined by, as the region of a party follows from the party. */
function isFurther({ join }: ReportColumn, axis: ReportColumn, { columns }: ReportDefinition): boolean {
  const mine = Object.values(join?.on ?? {})
  const path = axis.value ?? axis.name
  const paths = mine.map((name) => columns.find((column) => column.name === name)?.value ?? name)
  return !mine.includes(axis.name) && !paths.some((key) => path === key || path.startsWith(`${key}.`))
}

/** Whether the other report has these axes, cut the same way, and still the figure when it is grouped by them. */
function knows(context: QueryContext, join: NonNullable<ReportColumn['join']>, further: readonly ReportColumn[]): boolean {
  const other = context.model.reports.get(join.report)
  if (other === undefined) return false
  const known: readonly ReportColumn[] = [...other.columns, ...(other.axes ?? [])]
  if (!further.every(({ name, part }) => known.some((each) => each.name === name && each.part === part))) return false
  try {
    const by = [...Object.keys(join.on ?? {}), ...further.map(({ name }) => name)]
    return groupReport(other, reportSource(context, other).measures, by).columns.some(({ name }) => name === join.column)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unknown-field') return false
    throw error
  }
}

/** Rows are not left out by a column that is no longer there. */
function keepOf(keep: ReportDefinition['keep'], whole: ReportDefinition, columns: readonly ReportColumn[]): ReportDefinition['keep'] {
  if (keep === undefined) return undefined
  const read = readNames(keep)
  const lost = whole.columns.filter(({ name }) => read.has(name) && !columns.some((column) => column.name === name))
  return lost.length === 0 ? keep : undefined
}

/** What a joined report is grouped by: as it is, or by the keys where one of them is an axis of it. */
export function groupingOf({ model }: QueryContext, { report, on = {} }: NonNullable<ReportColumn['join']>): readonly string[] | undefined {
  const own = model.reports.get(report)?.columns ?? []
  const keys = Object.keys(on)
  return keys.every((key) => own.some(({ name }) => name === key)) ? undefined : keys
}
