import type { FieldDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { nameFor } from '../../workspace/label.ts'
import { filterParts, tidy, withFilter } from './report-edits.ts'
import type { ReportPath } from './report-paths.ts'

type Parameter = NonNullable<ReportDefinition['parameters']>[number]

/** What the reader of the report may choose, beside its period; what is left empty does not narrow. */
export function addParameter(report: ReportDefinition, path: ReportPath, field: FieldDefinition): ReportDefinition {
  const taken = (report.parameters ?? []).map(({ name }) => name)
  const name = nameFor(path.path.split('.').at(-1) ?? path.path, taken, 'choice')
  const { type, entity, options, dictionary, scale } = field
  const parameter = tidy({ name, label: path.label, type, entity, options, dictionary, scale }) as Parameter
  const parts = [...filterParts(report.filter), `${path.path} = parameter.${name}`]
  return withFilter({ ...report, parameters: [...(report.parameters ?? []), parameter] }, parts)
}

/** Takes a choice, and what it narrowed. */
export function removeParameter(report: ReportDefinition, name: string): ReportDefinition {
  const parameters = (report.parameters ?? []).filter((each) => each.name !== name)
  const isFree = (part: string): boolean => !new RegExp(`parameter\\.${name}(?![\\p{L}\\p{N}_])`, 'u').test(part)
  return withFilter({ ...report, parameters }, filterParts(report.filter).filter(isFree))
}

/** A table of two directions: what stands at the left, and what above; without the second it is a plain table again. */
export function choosePivot(report: ReportDefinition, column: string | undefined): ReportDefinition {
  if (column === undefined) return tidy({ ...report, pivot: undefined })
  const rows = report.columns.filter(({ name, group }) => group === true && name !== column).map(({ name }) => name)
  if (rows.length === 0) return report
  return { ...report, pivot: { rows, columns: [column], subtotals: rows.length > 1 } }
}
