import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { readNames } from '@formwork/platform/expression/index.ts'

/**
 * The report as its reader wants it grouped: by these of its grouping columns and axes, in this order, before its figures.
 * A column that reads one that is gone goes with it. Errors: unknown-field.
 */
export function groupReport(report: ReportDefinition, measures: readonly string[], by: readonly string[]): ReportDefinition {
  const own = report.columns.filter((column) => isGrouping(column, measures))
  const candidates: ReportColumn[] = [...own, ...(report.axes ?? [])]
  const chosen = by.map((name): ReportColumn => {
    const found = candidates.find((each) => each.name === name)
    if (found === undefined) throw fail('unknown-field', { field: name }, '@by')
    return { ...found, group: true }
  })
  const gone = own.filter(({ name }) => !by.includes(name)).map(({ name }) => name)
  const columns = [...chosen, ...withoutReaders(report.columns, own, gone)] as ReportDefinition['columns']
  const isThere = (name: string): boolean => columns.some((column) => column.name === name)
  const sort = (report.sort ?? []).filter(({ name }) => isThere(name) && !by.includes(name))
  const byAxes = chosen.map(({ name }) => ({ name, direction: 'ascending' as const }))
  return { ...report, columns, sort: chosen.some(({ part }) => part !== undefined) ? byAxes : [...sort, ...byAxes], pivot: undefined }
}

/** Neither a figure nor computed: what the rows of a report are told apart by. */
function isGrouping(
  { name, value, formula, join, running, quantile, ordinal, fields, aggregate }: ReportColumn,
  measures: readonly string[],
): boolean {
  const isComputed =
    formula !== undefined ||
    join !== undefined ||
    running !== undefined ||
    quantile !== undefined ||
    ordinal !== undefined ||
    fields !== undefined ||
    aggregate !== undefined
  return !isComputed && !measures.includes(value ?? name)
}

/** Columns without `grouping` and without what reads, directly or not, one that is `gone`. */
export function withoutReaders(columns: readonly ReportColumn[], grouping: readonly ReportColumn[], gone: string[]): ReportColumn[] {
  const left: ReportColumn[] = []
  for (const column of columns) {
    if (grouping.includes(column)) continue
    const read = [
      column.running,
      ...(column.per ?? []),
      column.quantile?.of,
      ...(column.ordinal ?? []),
      ...Object.values(column.join?.on ?? {}),
    ]
    const isReader = gone.some((name) => read.includes(name) || (column.formula !== undefined && readNames(column.formula).has(name)))
    if (isReader) gone.push(column.name)
    else left.push(column)
  }
  return left
}
