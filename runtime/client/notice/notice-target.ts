import type { RouteLocationRaw } from 'vue-router'
import type { NoticeRow } from '../api/index.ts'

/** Where a notice leads: to the task while it is open, else to the record, else to the alerts. */
export function noticeTarget({ seat, entity, record, alert }: NoticeRow): RouteLocationRaw | undefined {
  if (seat !== null) return { name: 'task', params: { seat } }
  if (entity !== null && record !== null) return { name: 'record', params: { entity, id: record.id } }
  return alert === null ? undefined : { name: 'alerts' }
}
