import type { QueryContext } from '../query/query.ts'
import type { Unit } from './unit.ts'

/** The unit as queries see it: what a command has to know under the rights of its actor, it asks them. */
export function queryContextOf(unit: Unit): QueryContext {
  const { transaction, model, store, registry, actor, organisation, now, command } = unit
  return { reading: transaction, model, store, registry, actor, organisation, now, language: command.language }
}
