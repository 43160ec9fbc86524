import { fail, localize } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { readRecordAudit, type AuditLine } from '../store/audit/read-audit.ts'
import { listComments } from '../store/content/comments.ts'
import { readRecordHistory } from '../store/process/history.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

const MOST_ENTRIES = 500

interface TimelineEntry {
  at: number
  person: string | null
  action: string
  node?: unknown
  opinion?: string | null
  changes?: { field: string; before: unknown; after: unknown }[]
}

/** Everything that happened to one record, oldest first: commands, decisions, comments; values of hidden fields are left out. */
export const timeline: Query = {
  name: 'timeline',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity, id: text } = request as { entity: string; id: string }
    const id = parseId(text, 'id')
    const plan = authorizeRead(context, entity)
    await requireVisible(context, plan, id)
    const audit = (await readRecordAudit(context.reading, id, 0, MOST_ENTRIES)).map((line) => auditEntry(context, line, plan.hidden))
    const history = await readRecordHistory(context.reading, context.model, entity, id)
    const comments = (await listComments(context.reading, id, 0, MOST_ENTRIES)).map((each) => ({
      at: each.at,
      person: nameOf(context, each.person),
      action: 'comment',
      opinion: each.text,
    }))
    const steps = history.map((each) => ({
      ...each,
      person: nameOf(context, each.person),
      node: each.node && { id: each.node.id, label: localize(each.node.label, context.language) },
    }))
    const entries: TimelineEntry[] = [...audit, ...steps, ...comments]
    return { entries: entries.sort((one, other) => one.at - other.at) }
  },
}

/** Errors: unknown-record, for what does not exist and for what the reader may not see alike. */
export async function requireVisible(context: QueryContext, plan: ReturnType<typeof authorizeRead>, id: number): Promise<void> {
  const where = [{ compare: '=' as const, left: { path: ['id'] }, right: { constant: String(id) } }]
  for (const deleted of [false, true]) {
    const page = await selectRecords(readingSource(context), {
      plan,
      columns: [{ name: 'id', path: ['id'] }],
      where,
      sort: [],
      limit: 1,
      deleted,
    })
    if (page.rows.length > 0) return
  }
  throw fail('unknown-record', { entity: plan.resource, id })
}

function nameOf(context: QueryContext, person: number | null): string | null {
  return person === null ? null : (context.organisation.people.get(person)?.name ?? `#${person}`)
}

function auditEntry(context: QueryContext, line: AuditLine, hidden: ReadonlySet<string>): TimelineEntry {
  const values = line.values === null ? {} : (JSON.parse(line.values) as Record<string, [unknown, unknown]>)
  const changes = Object.entries(values)
    .filter(([field, value]) => Array.isArray(value) && !isHidden(field, hidden))
    .map(([field, [before, after]]) => ({ field, before, after }))
  return { at: line.at, person: nameOf(context, line.person), action: line.action, changes: changes.length === 0 ? undefined : changes }
}

/** `lines/7/price` is hidden when `lines` or `lines.price` is. */
function isHidden(path: string, hidden: ReadonlySet<string>): boolean {
  const names = path.split('/').filter((segment) => !/^\d+$/.test(segment))
  return names.some((_name, index) => hidden.has(names.slice(0, index + 1).join('.')))
}
