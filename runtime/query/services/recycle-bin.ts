import { authorityOf } from '../../engine/permission/authority.ts'
import { countRecords } from '../../store/reading/select-records.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'

const COUNT_CAP = 1000

/** Entities with something in the recycle bin that the reader may take out again; the records are a list with `deleted=true`. */
export const recycleBin: Query = {
  name: 'recycle-bin',
  cost: 'long',
  async run(context: QueryContext): Promise<unknown> {
    const authority = authorityOf(context.model, context.organisation, context.actor)
    const entities: Record<string, unknown>[] = []
    for (const { name, label } of context.model.entities.values()) {
      if (!authority.may('restore', name) || !authority.may('view', name)) continue
      const selection = { plan: authorizeRead(context, name), columns: [], where: [], sort: [], limit: 1, deleted: true }
      const count = await countRecords(readingSource(context), selection, COUNT_CAP)
      if (count.value > 0) entities.push({ entity: name, label, count })
    }
    return { entities }
  },
}
