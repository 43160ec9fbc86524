import { authorityOf } from '../../engine/permission/authority.ts'
import type { QueryContext } from '../query.ts'

type Rights = Pick<QueryContext, 'model' | 'organisation' | 'actor'>

/** Whether the reader may have this report at all, over whichever rows. */
export function mayReadReport({ model, organisation, actor }: Rights, report: string): boolean {
  const authority = authorityOf(model, organisation, actor)
  const from = model.reports.get(report)?.from
  return authority.may('view', report) || authority.may('view', from?.ledger ?? from?.entity ?? '')
}

/** Whether the reader may see every row that a report was made of, when it was made over all rights: nothing of it is foreign to him. */
export function seesWholeReport(context: Rights, report: string, seen: ReadonlySet<string> = new Set()): boolean {
  const definition = context.model.reports.get(report)
  if (definition === undefined) return false
  if (seen.has(report)) return true
  const { from, columns, rows = [] } = definition
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const source = from.ledger ?? from.entity
  if (source !== undefined && authority.rows(source, 'view') !== 'all') return false
  const others = [...columns.flatMap(({ join }) => join?.report ?? []), ...rows.flatMap(({ of }) => of?.report ?? [])]
  return others.every((other) => seesWholeReport(context, other, new Set([...seen, report])))
}
