import { authorityOf } from '../engine/permission/authority.ts'
import { lookup } from './lookup.ts'
import type { Query, QueryContext } from './query.ts'

const LONGEST_SEARCH = 100
const FOUND_PER_ENTITY = 5

/** Finds records of every entity that the reader may see, a few of each. */
export const search: Query = {
  name: 'search',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const text = String((request as { text?: unknown }).text ?? '')
      .trim()
      .slice(0, LONGEST_SEARCH)
    if (text === '') return { groups: [] }
    const authority = authorityOf(context.model, context.organisation, context.actor)
    const groups: unknown[] = []
    for (const entity of context.model.entities.values()) {
      if (!authority.may('view', entity.name)) continue
      const { rows } = (await lookup.run(context, { entity: entity.name, text, limit: String(FOUND_PER_ENTITY) } as never)) as {
        rows: unknown[]
      }
      if (rows.length > 0) groups.push({ entity: entity.name, label: entity.label ?? entity.name, rows })
    }
    return { groups }
  },
}
