import type { CostingMethod } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits } from '@formwork/platform/value/proportion.ts'
import { averageValue, putPooled, rememberRate, takeBackPooled, takePooled } from '../pooled.ts'

/** Moving weighted average: value first, the rate is derived, the last unit takes the residue. */
export const movingAverage: CostingMethod = {
  name: 'moving-average',
  label: { zh: '移动加权平均', en: 'Moving weighted average' },
  help: { zh: '每次发出按当时的结存金额与结存数量计算。', en: 'What leaves takes its share of the value held at that moment.' },
  put(state, layer) {
    putPooled(state, layer)
    return 0
  },
  take: (state, quantity) => takePooled(state, quantity, averageValue(state, quantity)),
  takeBack: (state, quantity, value) => takeBackPooled(state, quantity, value),
  revalue(state, value) {
    state.value = addUnits(state.value, value)
    rememberRate(state)
    return 0
  },
}
