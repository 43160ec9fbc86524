import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { findFile, type StoredFile } from '../../store/content/files.ts'
import { filesOf } from '../file-fields.ts'
import type { Query, QueryContext } from '../query.ts'
import { visibleRecords } from './visible-records.ts'

const MOST_FILES = 200

/** One file for a download. Errors: `not-found` for what does not exist and for what the reader may not see. */
export const file: Query = {
  name: 'file',
  cost: 'point',
  async run(context: QueryContext, request: { id: string }): Promise<unknown> {
    const found = await readableFile(context, parseId(request.id, 'id'))
    if (found === undefined) throw fail('not-found')
    return found
  },
}

/** What files are called, for those that the reader may download. */
export const files: Query = {
  name: 'files',
  cost: 'point',
  async run(context: QueryContext, request: { ids?: string }): Promise<unknown> {
    const ids = (request.ids ?? '').split(',').filter((each) => each !== '')
    if (ids.length > MOST_FILES) throw fail('too-many-items', { label: 'ids', limit: MOST_FILES }, 'ids')
    const rows: Record<string, unknown>[] = []
    for (const id of ids) {
      const found = await readableFile(context, parseId(id, 'ids'))
      if (found === undefined) continue
      const { name, mediaType, bytes, createdAt } = found
      rows.push({ id: formatId(found.id), name, mediaType, bytes, createdAt })
    }
    return { files: rows }
  },
}

/** An upload is its sender's alone; in a record it is for who may see the record and the field that holds it. */
async function readableFile(context: QueryContext, id: number): Promise<StoredFile | undefined> {
  const found = await findFile(context.reading, id)
  if (found === undefined) return undefined
  const { entity, record } = found
  if (entity === null || record === null) return found.createdBy === context.actor.person ? found : undefined
  if (!(await visibleRecords(context, entity, [record])).has(record)) return undefined
  const holder = await context.store.records.load(context.reading, entity, record)
  if (holder === undefined) return undefined
  const { hidden } = authorityOf(context.model, context.organisation, context.actor).fields(entity)
  const plan = planOf(context.model, context.registry, entity)
  const isShown = [...filesOf(plan, holder)].some(
    ({ path, ids }) => ids.includes(id) && !hidden.has(path) && !hidden.has(path.split('.')[0]!),
  )
  return isShown ? found : undefined
}
