import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { countUnreadNotices, listNotices } from '../../store/services/notices.ts'
import type { Query, QueryContext } from '../query.ts'
import { noticesToJson } from './notice-json.ts'

const MOST_ROWS = 100
const DEFAULT_ROWS = 30

interface NoticesRequest {
  readonly limit?: string
  readonly after?: string
  readonly unread?: string
}

/** The reader's notices, newest first, with how many are not read. */
export const notices: Query = {
  name: 'notices',
  cost: 'point',
  async run(context: QueryContext, request: NoticesRequest): Promise<unknown> {
    const { person } = context.actor
    if (person === null) return { rows: [], unread: 0 }
    const limit = Math.min(Math.max(1, Number(request.limit ?? DEFAULT_ROWS) || DEFAULT_ROWS), MOST_ROWS)
    const before = request.after === undefined ? Number.MAX_SAFE_INTEGER : parseId(request.after, 'after')
    const rows = await listNotices(context.reading, person, { before, limit: limit + 1, unreadOnly: request.unread === 'true' })
    const page = rows.slice(0, limit)
    return {
      rows: await noticesToJson(context, page),
      next: rows.length > limit ? formatId(page.at(-1)!.id) : undefined,
      unread: await countUnreadNotices(context.reading, person),
    }
  },
}
