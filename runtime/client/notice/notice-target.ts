import type { RouteLocationRaw } from 'vue-router'
import type { NoticeRow } from '../api/index.ts'

/** Where a notice leads: to the task while it is open, else to the record, to the report as it was asked for, to the alerts. */
export function noticeTarget({ seat, entity, record, alert, report }: NoticeRow): RouteLocationRaw | undefined {
  if (seat !== null) return { name: 'task', params: { seat } }
  if (entity !== null && record !== null) return { name: 'record', params: { entity, id: record.id } }
  if (report !== null) return { name: 'report', params: { report: report.name }, query: report.parameters }
  return alert === null ? undefined : { name: 'alerts' }
}
