import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { listComments } from '../../store/content/comments.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { requireVisible } from '../timeline.ts'

const MOST_COMMENTS = 500

/** Comments on one record, oldest first. Errors: `unknown-record`. */
export const comments: Query = {
  name: 'comments',
  cost: 'point',
  async run(context: QueryContext, request: { entity: string; id: string }): Promise<unknown> {
    const id = parseId(request.id, 'id')
    await requireVisible(context, authorizeRead(context, request.entity), id)
    const rows = await listComments(context.reading, id, 0, MOST_COMMENTS)
    return {
      comments: rows.map((row) => ({
        id: formatId(row.id),
        at: row.at,
        editedAt: row.editedAt,
        person: row.person === null ? null : { id: formatId(row.person), name: context.organisation.people.get(row.person)?.name ?? '' },
        text: row.text,
        mine: row.person === context.actor.person,
      })),
    }
  },
}
