import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { QueryContext } from '../query.ts'

type Rights = Pick<QueryContext, 'model' | 'organisation' | 'actor'>

/** Whether the reader may have this report at all, over whichever rows. */
export function mayReadReport({ model, organisation, actor }: Rights, report: string): boolean {
  const authority = authorityOf(model, organisation, actor)
  const from = model.reports.get(report)?.from
  return authority.may('view', report) || sourcesOf(from).some((source) => authority.may('view', source))
}

/** What a report is made over: a ledger, or one or several kinds of records. */
function sourcesOf(from: ReportDefinition['from'] | undefined): string[] {
  return [from?.ledger ?? from?.entity ?? [], (from?.also ?? []).map(({ entity }) => entity)].flat()
}

/** Whether the reader may see every row that a report was made of, when it was made over all rights: nothing of it is foreign to him. */
export function seesWholeReport(context: Rights, report: string, seen: ReadonlySet<string> = new Set()): boolean {
  const definition = context.model.reports.get(report)
  if (definition === undefined) return false
  if (seen.has(report)) return true
  const { from, columns, rows = [] } = definition
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (sourcesOf(from).some((source) => authority.rows(source, 'view') !== 'all')) return false
  const others = [...columns.flatMap(({ join }) => join?.report ?? []), ...rows.flatMap(({ of }) => of?.report ?? [])]
  return others.every((other) => seesWholeReport(context, other, new Set([...seen, report])))
}
