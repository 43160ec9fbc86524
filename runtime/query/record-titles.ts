import { formatId } from '@formwork/platform/value/index.ts'
import { readEntitiesOf } from '../store/ledger/record-entities.ts'
import type { QueryContext } from './query.ts'
import { titlesOf } from './titles.ts'

/** What a record is called, and which entity it belongs to, so that it can be opened. */
export interface RecordName {
  readonly entity: string
  readonly title: string
}

/** Names of records that a ledger knows by their id alone (open items, the records behind entries). */
export async function recordTitles(context: QueryContext, ids: readonly number[]): Promise<Record<string, RecordName>> {
  const names: Record<string, RecordName> = {}
  const entities = await readEntitiesOf(context.reading, ids)
  for (const entity of new Set(entities.values())) {
    const own = ids.filter((id) => entities.get(id) === entity)
    for (const [id, title] of await titlesOf(context, entity, own)) names[formatId(id)] = { entity, title }
  }
  return names
}
