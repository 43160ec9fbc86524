import { formatId } from '@formwork/platform/value/index.ts'
import { listViewsOf } from '../store/content/list-views.ts'
import type { Query, QueryContext } from './query.ts'

/** Views of a list that the reader has kept, and those that others share with a role of his; what they show is read under his own rights. */
export const listViews: Query = {
  name: 'list-views',
  cost: 'point',
  async run(context: QueryContext, request: { list: string }): Promise<unknown> {
    const { person, roles } = context.actor
    const found = await listViewsOf(context.reading, request.list)
    const seen = found.filter((view) => view.person === person || (view.role !== null && roles.includes(view.role)))
    return {
      views: seen.map(({ id, role, label, content, person: maker }) => ({
        id: formatId(id),
        label,
        role,
        own: maker === person,
        by: context.organisation.people.get(maker)?.name ?? null,
        content,
      })),
    }
  },
}
