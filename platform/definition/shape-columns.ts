import type { RuleContext } from './rule.ts'
import type { ReportDefinition } from './types.ts'

/** Names of the columns that the shape of a report makes: its closing balance, its buckets. */
export function shapeColumns({ registry }: Pick<RuleContext, 'registry'>, report: ReportDefinition): readonly string[] {
  return registry.reports.get(report.shape)?.made?.(report) ?? []
}
