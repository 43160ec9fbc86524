import { fail } from '@formwork/platform/error/index.ts'
import { DateTime, type CalendarDate } from '@formwork/platform/value/index.ts'
import { userAttribute } from '../engine/permission/user-attribute.ts'
import type { ReadingSource } from '../store/reading/select-records.ts'
import type { Store } from '../store/store.ts'
import type { EntityTable } from '../store/tables/entity-table.ts'
import type { QueryContext } from './query.ts'

/** What the store's read functions need of a query's context. */
export function readingSource(context: QueryContext, parameters: Readonly<Record<string, unknown>> = {}): ReadingSource {
  const { store, reading, organisation, actor } = context
  return {
    reading,
    tables: { model: context.model, entityTable: (entity) => entityTable(store, entity), merged: store.ledgers.merged },
    environment: {
      dialect: store.dialect,
      timeZone: store.timeZone,
      today: todayOf(context),
      user: (name) => userAttribute(organisation, actor, name),
      parameter: (name) => parameters[name] ?? null,
    },
  }
}

function entityTable(store: Store, entity: string): EntityTable {
  const table = store.tables.get(entity)
  if (table === undefined) throw fail('unknown-entity', { entity })
  return table
}

/** Today in the workspace's time zone. */
export function todayOf(context: QueryContext): CalendarDate {
  return DateTime.fromEpochMilliseconds(context.now, context.store.timeZone).date
}
