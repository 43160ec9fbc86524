import type { CostLayer, CostState, Shortage } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'
import type { CostEvent } from './cost-event.ts'

/**
 * Takes what is not there, valued at the pool's last known rate (0 when there was none), to be trued up when covered.
 * `taken` is what the part that was there costs.
 */
export function estimateShortage(state: CostState, event: CostEvent, quantity: number, taken: number): CostLayer {
  const value = state.rateQuantity === 0 ? 0 : proportion(state.rateValue, quantity, state.rateQuantity)
  state.quantity = addUnits(state.quantity, -quantity)
  state.value = addUnits(state.value, -value)
  state.shortages.push({ quantity, value, entry: event.id, to: event.to, total: addUnits(taken, value), variance: 0 })
  return { quantity, value, entry: 0, at: event.at }
}

/** A true-up: whose estimate was covered, and by how much the cost of that issue changes. */
export interface Covered {
  readonly shortage: Shortage
  readonly value: number
}

/**
 * What comes in covers shortages first, in their order: the covered part costs HALF_UP(v × k / q),
 * the difference to the estimate belongs to the issue. Returns what is left to keep.
 */
export function coverShortages(
  state: CostState,
  layers: readonly CostLayer[],
): { rest: readonly CostLayer[]; covered: readonly Covered[] } {
  if (state.shortages.length === 0) return { rest: layers, covered: [] }
  const covered: Covered[] = []
  const rest: CostLayer[] = []
  for (const given of layers) {
    const layer = { ...given }
    while (layer.quantity > 0 && state.shortages.length > 0) covered.push(coverOne(state, state.shortages[0]!, layer))
    if (layer.quantity > 0) rest.push(layer)
  }
  return { rest, covered }
}

function coverOne(state: CostState, shortage: Shortage, layer: CostLayer): Covered {
  const quantity = Math.min(shortage.quantity, layer.quantity)
  const estimate = quantity === shortage.quantity ? shortage.value : proportion(shortage.value, quantity, shortage.quantity)
  const cost = quantity === layer.quantity ? layer.value : proportion(layer.value, quantity, layer.quantity)
  shortage.quantity -= quantity
  shortage.value -= estimate
  layer.quantity -= quantity
  layer.value -= cost
  state.quantity = addUnits(state.quantity, quantity)
  state.value = addUnits(state.value, estimate)
  state.rateQuantity = quantity
  state.rateValue = cost
  shortage.total = addUnits(shortage.total, cost - estimate)
  if (shortage.quantity === 0) state.shortages.shift()
  return { shortage, value: cost - estimate }
}
