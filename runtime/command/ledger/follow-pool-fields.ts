import type { Model } from '@formwork/platform/definition/model.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { Unit } from '../unit.ts'
import { followPools } from './switch-pools.ts'

/** A field that names pools of a ledger. */
interface PoolField {
  readonly ledger: LedgerShape
  readonly field: string
}

const byModel = new WeakMap<Model, ReadonlyMap<string, readonly PoolField[]>>()

/** After a change of a record that ledgers name pools by: what it holds moves to its new pools. Errors: `pool-switch-refused`. */
export function followPoolFields(unit: Unit, record: StoredRecord, before: StoredRecord): MaybePromise<void> {
  const fields = poolFields(unit).get(record.entity)
  const changed = fields?.filter(({ field }) => record.values[field] !== before.values[field])
  return changed === undefined || changed.length === 0 ? undefined : followAll(unit, new Set(changed.map(({ ledger }) => ledger)))
}

async function followAll(unit: Unit, ledgers: ReadonlySet<LedgerShape>): Promise<void> {
  for (const ledger of ledgers) await followPools(unit, ledger)
}

function poolFields({ model, store }: Unit): ReadonlyMap<string, readonly PoolField[]> {
  const known = byModel.get(model)
  if (known !== undefined) return known
  const fields = new Map<string, PoolField[]>()
  for (const ledger of store.ledgers.shapes.values()) {
    for (const part of ledger.costing?.pool ?? []) {
      if (typeof part === 'number') continue
      for (const { dimension, field } of part.fields) {
        const { entity } = ledger.definition.dimensions[dimension]!
        if (entity !== undefined) fields.set(entity, [...(fields.get(entity) ?? []), { ledger, field }])
      }
    }
  }
  byModel.set(model, fields)
  return fields
}
