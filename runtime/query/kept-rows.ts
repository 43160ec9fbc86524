import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { readNames } from '@formwork/platform/expression/index.ts'
import type { ReportRow } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { evaluateFormula } from '../engine/report/compute-columns.ts'
import type { QueryContext } from './query.ts'
import type { ReadParameters } from './report-parameters.ts'
import type { DescribedColumn } from './report-source.ts'

/** Whether rows can be kept before their order is known: `keep` reads no running sum and no place among all rows. */
export function mayKeepEarly({ keep, columns }: ReportDefinition): boolean {
  const ofAll = columns.filter(({ running, quantile, ordinal }) => (running ?? quantile ?? ordinal) !== undefined)
  const read = keep === undefined ? new Set<string>() : readNames(keep)
  return !ofAll.some(({ name }) => read.has(name))
}

/** Rows that the definition keeps; none where it goes by what the reader may not see. */
export function keptRows(
  context: QueryContext,
  { name, label, keep }: ReportDefinition,
  parameters: ReadParameters,
  columns: readonly DescribedColumn[],
  rows: readonly ReportRow[],
): readonly ReportRow[] {
  if (keep === undefined) return rows
  // What is hidden from the reader, or belongs to a module that is off, counts as nothing known: such a row is not kept for it.
  const whole = context.model.reports.get(name)
  const made = whole === undefined ? [] : (requireContribution(context.registry, 'reports', whole.shape).made?.(whole) ?? [])
  const names = [...made, ...[...(whole?.columns ?? []), ...columns].map((column) => column.name)]
  const empty = Object.fromEntries(names.map((each) => [each, null]))
  return rows.filter((row) => evaluateFormula(keep, { ...empty, ...row, parameter: parameters.values }, label ?? name, context) === true)
}
