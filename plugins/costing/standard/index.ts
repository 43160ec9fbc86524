import type { CostingMethod, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'

/** Standard cost: the value is always quantity × standard; differences at receipt are variances. */
export const standard: CostingMethod = {
  name: 'standard',
  label: { zh: '标准成本', en: 'Standard cost' },
  help: { zh: '结存按标准价计价，收入差异记入差异。', en: 'Held at the standard rate; differences at receipt go to the variance.' },
  carriesShort: true,
  put(state, layer) {
    return layer.value - change(state, layer.quantity)
  },
  take: (state, quantity) => [{ quantity, value: -change(state, -quantity), entry: 0, at: 0 }],
  takeBack: (state, quantity) => [{ quantity, value: -change(state, -quantity), entry: 0, at: 0 }],
  /** A cost difference never stays: only a new standard changes the value. */
  revalue: (_state, value) => value,
}

/** Moves the quantity and returns how much the value moved with it. */
function change(state: CostState, quantity: number): number {
  const before = state.value
  state.quantity = addUnits(state.quantity, quantity)
  state.value = state.rateQuantity === 0 ? 0 : proportion(state.rateValue, state.quantity, state.rateQuantity)
  return state.value - before
}
