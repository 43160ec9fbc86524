import type { ReportColumn, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { ReportRequest, ReportRow, ResultColumn, ShapedReport } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { computeColumns } from '../engine/report/compute-columns.ts'
import { sortRows } from '../engine/report/sort-rows.ts'
import { totalsOf } from '../engine/report/totals.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import type { AuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { authorizeRead } from './authorize.ts'
import type { Query, QueryContext } from './query.ts'
import { readParameters } from './report-parameters.ts'
import { readReportRows } from './report-rows.ts'
import { describeColumns, reportSource } from './report-source.ts'
import { resultToJson } from './report-json.ts'
import { todayOf } from './reading-source.ts'

/** A report: definition → questions → rows under the reader's rights → shape → formulas, order and totals. */
export const report: Query = {
  name: 'report',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { report: name, parameters: given } = request as { report: string; parameters: Record<string, unknown> }
    const definition = context.model.reports.get(name)
    if (definition === undefined) throw fail('definition-not-found', { kind: { zh: '报表', en: 'report' }, name })
    const plan = authorizeReport(context, definition)
    const visible = withoutHidden(definition, plan)
    const parameters = readParameters(context, visible, given)
    const asked: ReportRequest = {
      report: visible,
      source: reportSource(context, visible),
      parameters: parameters.values,
      today: todayOf(context),
      where: parameters.where,
    }
    const shaped = await runShape(context, plan, asked)
    const described = describeColumns(context, visible, shaped.columns)
    const rows = sortRows(computeColumns(described, shaped.rows, context), visible.sort ?? [])
    return resultToJson(context, visible, described, rows, totalsOf(described, rows))
  },
}

function authorizeReport(context: QueryContext, definition: ReportDefinition): AuthorizedPlan {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const resource = definition.from.ledger ?? definition.from.entity
  if (resource === undefined) {
    throw fail('definition-invalid', { file: definition.name, reason: { zh: '报表没有来源', en: 'the report has no source' } })
  }
  if (!authority.may('view', definition.name) && !authority.may('view', resource)) {
    throw fail('not-permitted', { action: `view ${definition.name}` })
  }
  return authorizeRead(context, resource)
}

/** Hidden figures are not read, and a formula over them is not there. */
function withoutHidden(definition: ReportDefinition, plan: AuthorizedPlan): ReportDefinition {
  const isHidden = (column: ReportColumn): boolean => column.formula === undefined && plan.hidden.has(column.value ?? column.name)
  const gone = new Set(definition.columns.filter(isHidden).map((column) => column.name))
  const reads = (column: ReportColumn): boolean =>
    column.formula !== undefined &&
    [...gone].some((name) => new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u').test(column.formula as string))
  return { ...definition, columns: definition.columns.filter((column) => !gone.has(column.name) && !reads(column)) }
}

async function runShape(
  context: QueryContext,
  plan: AuthorizedPlan,
  asked: ReportRequest,
): Promise<ShapedReport & { columns: readonly ResultColumn[] }> {
  const shape = requireContribution(context.registry, 'reports', asked.report.shape)
  const answers: Record<string, ReportRow[]> = {}
  for (const read of shape.plan(asked)) answers[read.name] = await readReportRows(context, plan, asked, read)
  return shape.shape(asked, answers)
}
