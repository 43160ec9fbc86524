import { fail } from '@formwork/platform/error/index.ts'
import type { CostingMethod, CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { putLayer, revalueLayers, takeBackLayers } from '../layered.ts'

/** Specific identification: every issue names the receipt that it takes from. A pool of one layer needs no name. */
export const specific: CostingMethod = {
  name: 'specific',
  label: { zh: '个别计价', en: 'Specific identification' },
  help: { zh: '发出时指定是哪一次收入的。', en: 'What leaves names the receipt that it came in with.' },
  put(state, layer) {
    putLayer(state, layer)
    return 0
  },
  take: takeChosen,
  takeBack: (state, quantity, _value, entry) => takeChosen(state, quantity, entry),
  revalue: revalueLayers,
}

function takeChosen(state: CostState, quantity: number, entry: number): CostLayer[] {
  const only = state.layers[0]
  const chosen = entry === 0 && state.layers.every((layer) => layer.entry === only?.entry) ? (only?.entry ?? 0) : entry
  return takeBackLayers(state, quantity, chosen, () => {
    throw fail('costing-refused', {
      reason:
        entry === 0
          ? { zh: '个别计价须指定批层', en: 'specific identification needs the layer to be named' }
          : { zh: '所选批层数量不足', en: 'the chosen layer does not hold enough' },
    })
  })
}
