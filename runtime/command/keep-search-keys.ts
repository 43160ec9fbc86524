import { searchKeyFields, searchKeyOf } from '../engine/record/search-key.ts'
import { putSearchKey } from '../store/search/search-keys.ts'
import type { SettleStep } from './unit.ts'

/** Keeps what master data are found by (拼音) in step with their names. */
export const keepSearchKeys: SettleStep = (unit, event) => {
  if (event.type !== 'record.saved' || unit.dryRun) return undefined
  const entity = unit.model.entities.get(event.entity)
  if (entity?.nature !== 'master') return undefined
  const { record, before } = event
  if (before !== undefined && searchKeyFields(entity).every((name) => before.values[name] === record.values[name])) return undefined
  return putSearchKey(unit.transaction, record.header.id, searchKeyOf(entity, record.values))
}
