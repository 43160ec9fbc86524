import type { CostingMethod } from '@formwork/platform/plugin/contracts/costing.ts'
import { putLayer, revalueLayers, takeBackLayers, takeLayers } from '../layered.ts'

/** First in, first out: the oldest layer leaves first. */
export const fifo: CostingMethod = {
  name: 'fifo',
  label: { zh: '先进先出', en: 'First in, first out' },
  help: { zh: '先收入的先发出，移动时带走原来的批层。', en: 'What came in first leaves first; moves carry their layers along.' },
  put(state, layer) {
    putLayer(state, layer)
    return 0
  },
  take: (state, quantity) => takeLayers(state, quantity, 'first'),
  takeBack: (state, quantity, _value, entry) => takeBackLayers(state, quantity, entry, (rest) => takeLayers(state, rest, 'first')),
  revalue: revalueLayers,
}
