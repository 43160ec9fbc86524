import { formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import { authorizeRead } from '../authorize.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'

/** Records that are asked about together. */
const MOST_AT_ONCE = 500

/** Those of the records that the reader may see, deleted ones included; none of an entity that is not there for him. */
export async function visibleRecords(context: QueryContext, entity: string, ids: readonly number[]): Promise<Set<number>> {
  const visible = new Set<number>()
  const { model, organisation, actor } = context
  const isThere = model.entities.has(entity) && model.switches?.off.resources.has(entity) !== true
  const mayHaveSeats = actor.person !== null && actor.scopes === undefined
  if (!isThere || ids.length === 0 || (!mayHaveSeats && !authorityOf(model, organisation, actor).may('view', entity))) return visible
  const plan = authorizeRead(context, entity)
  const where = [{ in: { path: ['id'] }, list: [...new Set(ids)].slice(0, MOST_AT_ONCE).map((id) => ({ constant: formatId(id) })) }]
  for (const deleted of [false, true]) {
    const columns = [{ name: 'id', path: ['id'] }]
    const page = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: MOST_AT_ONCE, deleted })
    for (const row of page.rows) visible.add(row.id as number)
  }
  return visible
}

/** The same for records of several entities. */
export async function visibleOf(
  context: QueryContext,
  records: readonly { readonly entity: string | null; readonly record: number | null }[],
): Promise<Set<number>> {
  const byEntity = new Map<string, number[]>()
  for (const { entity, record } of records) {
    if (entity === null || record === null) continue
    const ids = byEntity.get(entity) ?? []
    ids.push(record)
    byEntity.set(entity, ids)
  }
  const visible = new Set<number>()
  for (const [entity, ids] of byEntity) for (const id of await visibleRecords(context, entity, ids)) visible.add(id)
  return visible
}
