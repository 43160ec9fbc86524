import type { CostingMethod, CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'
import { closePeriod } from './close-period.ts'

/**
 * One average a period. Until the period is closed what leaves carries the last average as a provisional cost;
 * the close finds the real one.
 */
export const periodAverage: CostingMethod = {
  name: 'period-average',
  label: { zh: '全月一次加权平均', en: 'Period-end weighted average' },
  help: { zh: '月中按上期平均单价暂计，月末结账时一次计算。', en: 'Provisional at the last average until the period is closed.' },
  carriesShort: true,
  periodEnd: closePeriod,
  put(state, layer) {
    move(state, layer.quantity, layer.value)
    return 0
  },
  take: takeProvisional,
  takeBack: (state, quantity) => takeProvisional(state, quantity),
  revalue(state, value) {
    move(state, 0, value)
    return 0
  },
}

function move(state: CostState, quantity: number, value: number): void {
  state.quantity = addUnits(state.quantity, quantity)
  state.value = addUnits(state.value, value)
}

/** The average of the last close; before the first one, the average so far. */
function takeProvisional(state: CostState, quantity: number): CostLayer[] {
  const value =
    state.rateQuantity > 0
      ? proportion(state.rateValue, quantity, state.rateQuantity)
      : state.quantity > 0
        ? proportion(state.value, quantity, state.quantity)
        : 0
  move(state, -quantity, -value)
  return [{ quantity, value, entry: 0, at: 0 }]
}
