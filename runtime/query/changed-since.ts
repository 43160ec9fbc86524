import { authorityOf } from '../engine/permission/authority.ts'
import { readRecordAudit } from '../store/audit/read-audit.ts'
import { readHistoryOf, type HistoryLine } from '../store/process/history.ts'
import type { InboxRow } from '../store/process/inbox.ts'
import type { QueryContext } from './query.ts'

/** Audit lines looked through. */
const MOST_LINES = 500

/** What a person does that shows he has seen the record. */
const SEEN = new Set(['approved', 'rejected', 'abstained', 'submitted', 'return', 'transferred', 'delegated', 'sign-added'])

export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * What changed in the record since this person last acted on it, in this instance or one that a rejection ended, field by field, first value against
 * last; null on his first visit. What he may not see is left out.
 */
export async function changedSince(context: QueryContext, seat: InboxRow, hidden: ReadonlySet<string>): Promise<FieldChange[] | null> {
  if (seat.entity === null || seat.record === null) return null
  const isEarlier = (line: HistoryLine & { instance: number }): boolean =>
    line.instance === seat.instance ? line.at <= seat.openedAt && line.seat !== seat.key : line.at < seat.openedAt
  const last = (await readHistoryOf(context.reading, seat.entity, seat.record))
    .filter((line) => line.person === seat.person && SEEN.has(line.action) && isEarlier(line))
    .at(-1)
  if (last === undefined) return null
  const changes = new Map<string, FieldChange>()
  for (const line of await readRecordAudit(context.reading, seat.record, 0, MOST_LINES)) {
    if (line.at <= last.at || line.values === null) continue
    for (const [field, change] of Object.entries(JSON.parse(line.values) as Record<string, unknown>)) {
      if (!Array.isArray(change) || field === 'status' || isHidden(field, hidden)) continue
      changes.set(field, { field, before: changes.has(field) ? changes.get(field)!.before : change[0], after: change[1] })
    }
  }
  return [...changes.values()].filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** What going back from one version of a record to an earlier one changes: a value as it was left, and as it was. */
export async function changesBetween(
  context: QueryContext,
  record: number,
  versions: { readonly before: number; readonly after: number },
  hidden: ReadonlySet<string>,
): Promise<FieldChange[]> {
  const changes: FieldChange[] = []
  for (const line of await readRecordAudit(context.reading, record, 0, MOST_LINES)) {
    const values = line.values === null ? {} : (JSON.parse(line.values) as Record<string, unknown>)
    const version = Number(values.version ?? 0)
    if (version <= versions.before || version > versions.after) continue
    for (const [field, change] of Object.entries(values)) {
      if (!Array.isArray(change) || field === 'status' || isHidden(field, hidden)) continue
      changes.push({ field, before: change[1], after: change[0] })
    }
  }
  return changes
}

/** Fields that the holder of a seat may not see, but for those that the step reveals. */
export function hiddenFields(context: QueryContext, seat: InboxRow, reveal: readonly string[]): ReadonlySet<string> {
  if (seat.entity === null) return new Set()
  const { hidden } = authorityOf(context.model, context.organisation, context.actor).fields(seat.entity)
  return new Set([...hidden].filter((path) => !reveal.includes(path)))
}

/** `lines/7/price` is hidden when `lines` or `lines.price` is. */
function isHidden(path: string, hidden: ReadonlySet<string>): boolean {
  const names = path.split('/').filter((segment) => !/^\d+$/.test(segment))
  return names.some((_name, index) => hidden.has(names.slice(0, index + 1).join('.')))
}
