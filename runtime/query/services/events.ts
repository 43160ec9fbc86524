import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { auditAfter, lastAudit } from '../../store/audit/read-audit.ts'
import { readRevisions } from '../../store/organisation/revisions.ts'
import { lastNotice, noticesAfter } from '../../store/services/notices.ts'
import type { Query, QueryContext } from '../query.ts'
import { noticesToJson } from './notice-json.ts'
import { visibleOf } from './visible-records.ts'

/** Events of one look; what is more comes with the next. */
const MOST_NOTICES = 100
const MOST_CHANGES = 300

/** How far a listener has heard: audit row, notice, and the model (release and switches). */
interface Mark {
  readonly audit: number
  readonly notice: number
  readonly model: string
}

/** Where the workspace stands; asked while somebody listens: three point reads. */
export const eventMark: Query = {
  name: 'event-mark',
  cost: 'point',
  internal: true,
  async run(context: QueryContext): Promise<unknown> {
    return { mark: formatMark(await currentMark(context)) }
  },
}

/** What has happened since `after` and concerns the reader: his notices, changes of records that he may see, another model. */
export const events: Query = {
  name: 'events',
  cost: 'point',
  async run(context: QueryContext, request: { after?: string }): Promise<unknown> {
    const now = await currentMark(context)
    if (request.after === undefined) return { mark: formatMark(now), events: [] }
    const after = parseMark(request.after)
    const { person } = context.actor
    const given = person === null ? [] : await noticesAfter(context.reading, person, after.notice, MOST_NOTICES)
    const rows = await auditAfter(context.reading, after.audit, MOST_CHANGES)
    const mark: Mark = {
      audit: rows.length < MOST_CHANGES ? Math.max(now.audit, after.audit) : rows.at(-1)!.sequence,
      notice: given.length < MOST_NOTICES ? Math.max(now.notice, after.notice) : given.at(-1)!.id,
      model: now.model,
    }
    return {
      mark: formatMark(mark),
      more: rows.length === MOST_CHANGES || given.length === MOST_NOTICES,
      events: [
        ...(after.model === now.model ? [] : [{ type: 'definitions', release: context.model.release }]),
        ...(await changesOf(context, rows)),
        ...(await noticesToJson(context, given)).map((notice) => ({ type: 'notice', notice })),
      ],
    }
  },
}

async function changesOf(context: QueryContext, rows: Awaited<ReturnType<typeof auditAfter>>): Promise<Record<string, unknown>[]> {
  const visible = await visibleOf(context, rows)
  const changes = new Map<number, Record<string, unknown>>()
  for (const { entity, record, action, person } of rows) {
    if (!visible.has(record)) continue
    // The last of several: a listener reads the record anew anyway.
    changes.set(record, { type: 'record', entity, id: formatId(record), action, mine: person === context.actor.person })
  }
  return [...changes.values()]
}

async function currentMark({ reading }: QueryContext): Promise<Mark> {
  const revisions = await readRevisions(reading)
  return {
    audit: await lastAudit(reading),
    notice: await lastNotice(reading),
    model: `${revisions.release}-${revisions.switches}-${revisions.organisation}`,
  }
}

const formatMark = ({ audit, notice, model }: Mark): string => `${audit}.${notice}.${model}`

/** Errors: `bad-request` for what no server has sent. */
function parseMark(text: string): Mark {
  const [, audit, notice, model] = /^(\d{1,15})\.(\d{1,15})\.([\d-]{1,60})$/.exec(text) ?? []
  if (audit === undefined || notice === undefined || model === undefined) throw fail('bad-request', { reason: 'Last-Event-ID' })
  return { audit: Number(audit), notice: Number(notice), model }
}
