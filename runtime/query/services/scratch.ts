import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { findScratch, scratchPlace } from '../../store/content/scratch.ts'
import { authorizeRead } from '../authorize.ts'
import type { Query, QueryContext } from '../query.ts'
import { requireVisible } from '../timeline.ts'

/** 暂存: what the reader has typed and not saved, on whichever device. Errors: `unknown-record`, `not-permitted`. */
export const scratch: Query = {
  name: 'scratch',
  cost: 'point',
  async run(context: QueryContext, request: { entity: string; id?: string }): Promise<unknown> {
    const { person } = context.actor
    const plan = authorizeRead(context, request.entity)
    const id = request.id === undefined ? undefined : parseId(request.id, 'id')
    if (id !== undefined) await requireVisible(context, plan, id)
    const found = person === null ? undefined : await findScratch(context.reading, person, scratchPlace(request.entity, id))
    if (found === undefined) return { scratch: null }
    const { version, changes } = found.input as { version: number | null; changes: unknown }
    return { scratch: { at: found.at, version, changes, ...(id === undefined ? {} : { id: formatId(id) }) } }
  },
}
