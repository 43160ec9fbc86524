import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { readNames } from '@formwork/platform/expression/index.ts'
import type { QueryContext } from './query.ts'
import { mayRun } from './run-report.ts'

/**
 * Whether a report tells its reader what it is made for (`needs`): columns, or lines of a statement. What is hidden from him
 * would leave it empty, so it is in no menu, guide or dashboard of his.
 */
export function isOffered(context: QueryContext, report: ReportDefinition): boolean {
  return (report.needs ?? []).every((name) =>
    report.rows === undefined ? mayRun(context, report.name, 'view', name) : isLineSeen(context, report.rows, name),
  )
}

/** A line that is computed is seen when all lines are that it reads; what a switched-off module would say is nothing. */
function isLineSeen(context: QueryContext, rows: NonNullable<ReportDefinition['rows']>, name: string): boolean {
  const row = rows.find((each) => each.name === name)
  if (row?.of !== undefined) {
    const isOff = context.model.switches?.off.definitions.has(`report/${row.of.report}`) === true
    return isOff || mayRun(context, row.of.report, 'view', row.of.column)
  }
  return [...readNames(row?.formula ?? '')].every((read) => !rows.some((each) => each.name === read) || isLineSeen(context, rows, read))
}
