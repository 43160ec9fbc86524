import { hidesPath } from '../hides-path.ts'
import type { AlertPlan } from '../alerts/alert-plan.ts'
import type { QueryContext } from '../query.ts'
import { visibleColumns } from '../visible-columns.ts'
import { hidesInReport } from '../report-records.ts'
import { mayReadReport } from './may-read-report.ts'

/** Whether the text or the parameters of a rule tell something that is hidden from the reader. */
export function readsHidden(context: QueryContext, plan: AlertPlan): boolean {
  const { entity, lines, ledger, report } = plan.definition.on
  const paths = [...plan.message.paths, ...plan.parameters.flatMap(({ formula }) => formula.paths)]
  if (report !== undefined) return paths.some((path) => hidesColumn(context, report, path))
  if (ledger !== undefined) return paths.some((path) => hidesPath(context, ledger, path))
  return paths.some(([scope, ...path]) => entity !== undefined && hidesPath(context, entity, scope === 'line' ? [lines!, ...path] : path))
}

/** A column, what a shape makes of it (`valueClosing`), or a field of the record that it names. */
function hidesColumn(context: QueryContext, report: string, [name = '', ...rest]: readonly string[]): boolean {
  const definition = context.model.reports.get(report)
  if (definition === undefined) return true
  const seen = new Set(visibleColumns(context, definition, (join) => mayReadReport(context, join.report)))
  if (definition.columns.some((column) => !seen.has(column) && name.startsWith(column.name))) return true
  const column = definition.columns.find((each) => each.name === name)
  return column !== undefined && hidesInReport(context, definition, [...(column.value ?? name).split('.'), ...rest])
}
