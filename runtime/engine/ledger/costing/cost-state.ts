import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'

/** A pool that nothing has entered yet; `rate` is what is known beforehand (a last price, a standard). */
export function emptyState(rate?: { quantity: number; value: number }): CostState {
  return { quantity: 0, value: 0, rateQuantity: rate?.quantity ?? 0, rateValue: rate?.value ?? 0, layers: [], shortages: [] }
}

/** Folds change their state in place: whoever keeps a state hands out copies. */
export function copyState(state: CostState): CostState {
  return { ...state, layers: state.layers.map((layer) => ({ ...layer })), shortages: state.shortages.map((shortage) => ({ ...shortage })) }
}
