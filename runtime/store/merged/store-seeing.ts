import { MergedRecords } from '../../engine/record/merged-records.ts'
import type { Store } from '../store.ts'

const seeing = new WeakMap<Store, WeakMap<MergedRecords, Store>>()

/** The store in a picture of what was merged; itself where that is what it sees already. */
export function storeSeeing(store: Store, merged = MergedRecords.none): Store {
  if (store.ledgers.merged === merged) return store
  let known = seeing.get(store)
  if (known === undefined) seeing.set(store, (known = new WeakMap()))
  let found = known.get(merged)
  if (found === undefined) known.set(merged, (found = { ...store, ledgers: store.ledgers.seeing(merged) }))
  return found
}
