import type { QueryContext } from '../query/query.ts'
import type { RecordStore } from '../store/store.ts'
import type { Unit } from './unit.ts'

/** Records as the unit knows them: what it has loaded or written is not read again. */
function recordsOf(unit: Unit): RecordStore {
  const { records } = unit.store
  return {
    load: (_reading, entity, id) => unit.load(entity, id),
    loadHeader: (_reading, entity, id) => unit.loadHeader(entity, id),
    findDuplicate: (...given) => records.findDuplicate(...given),
    insert: (...given) => records.insert(...given),
    update: (...given) => records.update(...given),
    remove: (...given) => records.remove(...given),
  }
}

/** The unit as queries see it: what a command has to know under the rights of its actor, it asks them. */
export function queryContextOf(unit: Unit): QueryContext {
  const { transaction, model, registry, actor, organisation, now, command } = unit
  const store = { ...unit.store, records: recordsOf(unit) }
  return { reading: transaction, model, store, registry, actor, organisation, now, language: command.language }
}
