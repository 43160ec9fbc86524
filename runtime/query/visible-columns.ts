import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { readNames } from '@formwork/platform/expression/index.ts'
import type { QueryContext } from './query.ts'
import { hidesInReport } from './report-records.ts'

type Rights = Pick<QueryContext, 'model' | 'organisation' | 'actor'>

/**
 * The columns of a report that its reader may have: figures and paths that are hidden from him are not there, nor a formula
 * or a running sum that reads them, nor one that reads such a formula. `mayJoin` says whether a column of another report is his.
 */
export function visibleColumns(
  context: Rights,
  report: ReportDefinition,
  mayJoin: (join: NonNullable<ReportColumn['join']>) => boolean,
): ReportColumn[] {
  const isHidden = ({ name, value, formula, join, running, quantile, ordinal }: ReportColumn): boolean => {
    if (join !== undefined) return !mayJoin(join)
    if ((running ?? quantile ?? ordinal) !== undefined) return false
    return formula === undefined && hidesInReport(context, report, (value ?? name).split('.'))
  }
  let shown = report.columns.filter((column) => !isHidden(column))
  for (let left = report.columns.length; shown.length < left;) {
    left = shown.length
    const gone = report.columns.filter((column) => !shown.includes(column)).map(({ name }) => name)
    shown = shown.filter(
      ({ formula, running, per, quantile, ordinal }) =>
        !gone.some(
          (name) =>
            name === running ||
            per?.includes(name) === true ||
            name === quantile?.of ||
            ordinal?.includes(name) === true ||
            (formula !== undefined && reads(formula, name)),
        ),
    )
  }
  return shown
}

/** A formula reads a column, or what a shape makes of it (`valueClosing` of `value`). */
function reads(formula: string, name: string): boolean {
  const isOf = (read: string): boolean => read === name || (read.startsWith(name) && /^\p{Lu}/u.test(read.slice(name.length)))
  return [...readNames(formula)].some(isOf)
}
