import { authorityOf } from '../engine/permission/authority.ts'
import { countUnderWay } from '../store/reading/count-under-way.ts'
import { authorizeRead } from './authorize.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

/** Drafts and submitted records of every document that the reader may see: what the map of the flow shows. */
export const underWay: Query = {
  name: 'under-way',
  cost: 'long',
  async run(context: QueryContext): Promise<unknown> {
    const authority = authorityOf(context.model, context.organisation, context.actor)
    const source = readingSource(context)
    const counts: Record<string, { draft: number; submitted: number }> = {}
    for (const entity of context.model.entities.values()) {
      if (entity.nature !== 'document' || !authority.may('view', entity.name)) continue
      counts[entity.name] = await countUnderWay(source, authorizeRead(context, entity.name))
    }
    return { counts }
  },
}
