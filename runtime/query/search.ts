import { authorityOf } from '../engine/permission/authority.ts'
import { lookup } from './lookup.ts'
import type { Query, QueryContext } from './query.ts'
import { searchRank } from './search-rank.ts'

const LONGEST_SEARCH = 100
const FOUND_PER_ENTITY = 5
/** Looked at per entity, so that the best titles are among those that are shown. */
const LOOKED_AT_PER_ENTITY = 50

interface Found {
  readonly id: string
  readonly title: string
  readonly code?: string
}

/** Finds records of every entity that the reader may see, a few of each, the best titles first; `rank` 0 is the text itself. */
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
      const { rows } = (await lookup.run(context, { entity: entity.name, text, limit: String(LOOKED_AT_PER_ENTITY) } as never)) as {
        rows: Found[]
      }
      const ranked = rows.map((row) => ({ ...row, rank: searchRank(row, text) })).sort((left, right) => left.rank - right.rank)
      if (ranked.length > 0) {
        groups.push({ entity: entity.name, label: entity.label ?? entity.name, rows: ranked.slice(0, FOUND_PER_ENTITY) })
      }
    }
    return { groups }
  },
}
