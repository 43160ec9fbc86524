import type { CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'

/** Appends a layer; its rate is the last known one. */
export function putLayer(state: CostState, layer: CostLayer): void {
  state.layers.push({ ...layer })
  state.quantity = addUnits(state.quantity, layer.quantity)
  state.value = addUnits(state.value, layer.value)
  state.rateQuantity = layer.quantity
  state.rateValue = layer.value
}

/** Takes from the layer at `index`, whole or a HALF_UP share of it. */
function takeFromLayer(state: CostState, index: number, wanted: number): CostLayer {
  const layer = state.layers[index]!
  const whole = wanted >= layer.quantity
  const quantity = whole ? layer.quantity : wanted
  const value = whole ? layer.value : proportion(layer.value, quantity, layer.quantity)
  state.quantity = addUnits(state.quantity, -quantity)
  state.value = addUnits(state.value, -value)
  if (whole) state.layers.splice(index, 1)
  else {
    layer.quantity -= quantity
    layer.value -= value
  }
  return { quantity, value, entry: layer.entry, at: layer.at }
}

/** Takes from the first or the last layer on until the quantity is complete. */
export function takeLayers(state: CostState, quantity: number, end: 'first' | 'last'): CostLayer[] {
  const taken: CostLayer[] = []
  for (let left = quantity; left > 0;) {
    const part = takeFromLayer(state, end === 'first' ? 0 : state.layers.length - 1, left)
    taken.push(part)
    left -= part.quantity
  }
  return taken
}

/** From the layers that `entry` brought as far as they reach, then in the method's order. */
export function takeBackLayers(state: CostState, quantity: number, entry: number, rest: (quantity: number) => CostLayer[]): CostLayer[] {
  const taken: CostLayer[] = []
  let left = quantity
  for (let index = 0; index < state.layers.length && left > 0;) {
    const layer = state.layers[index]!
    if (layer.entry !== entry) {
      index++
      continue
    }
    if (left < layer.quantity) index++
    const part = takeFromLayer(state, state.layers.indexOf(layer), left)
    taken.push(part)
    left -= part.quantity
  }
  return left > 0 ? [...taken, ...rest(left)] : taken
}

/** Spreads a change of value over the layers by quantity, exactly: each next layer takes its share of what is left. */
export function revalueLayers(state: CostState, value: number): number {
  let leftValue = value
  let leftQuantity = state.quantity
  for (const layer of state.layers) {
    const share = proportion(leftValue, layer.quantity, leftQuantity)
    layer.value = addUnits(layer.value, share)
    leftValue -= share
    leftQuantity -= layer.quantity
  }
  state.value = addUnits(state.value, value)
  return 0
}
