import type { CostingMethod } from '@formwork/platform/plugin/contracts/costing.ts'
import { putLayer, revalueLayers, takeBackLayers, takeLayers } from '../layered.ts'

/** Last in, first out: the newest layer leaves first. Chinese accounting standards do not allow it for the books. */
export const lifo: CostingMethod = {
  name: 'lifo',
  label: { zh: '后进先出（仅管理口径）', en: 'Last in, first out (management only)' },
  help: { zh: '后收入的先发出；会计准则不允许用于账簿。', en: 'What came in last leaves first; not allowed for the books.' },
  managementOnly: true,
  put(state, layer) {
    putLayer(state, layer)
    return 0
  },
  take: (state, quantity) => takeLayers(state, quantity, 'last'),
  takeBack: (state, quantity, _value, entry) => takeBackLayers(state, quantity, entry, (rest) => takeLayers(state, rest, 'last')),
  revalue: revalueLayers,
}
