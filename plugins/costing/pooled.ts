import type { CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { addUnits, proportion } from '@formwork/platform/value/proportion.ts'

/** Keeps the last rate that was known, for estimates: never zero because nothing is left. */
export function rememberRate(state: CostState): void {
  if (state.quantity <= 0) return
  state.rateQuantity = state.quantity
  state.rateValue = state.value
}

/** Adds to one undivided quantity and value. */
export function putPooled(state: CostState, layer: CostLayer): void {
  state.quantity = addUnits(state.quantity, layer.quantity)
  state.value = addUnits(state.value, layer.value)
  rememberRate(state)
}

/** Takes a quantity at a given value. */
export function takePooled(state: CostState, quantity: number, value: number): CostLayer[] {
  state.quantity = addUnits(state.quantity, -quantity)
  state.value = addUnits(state.value, -value)
  rememberRate(state)
  return [{ quantity, value, entry: 0, at: 0 }]
}

/** HALF_UP(value × quantity / quantity left); the last unit takes the residue. */
export function averageValue(state: CostState, quantity: number): number {
  return quantity === state.quantity ? state.value : proportion(state.value, quantity, state.quantity)
}

/**
 * The original cost, unless the pool's value would fall below zero or a rest would stay without quantity:
 * then value left × quantity / quantity left.
 */
export function takeBackPooled(state: CostState, quantity: number, value: number): CostLayer[] {
  const left = state.value - value
  const bearable = state.quantity === quantity ? left === 0 : left >= 0 || state.value < 0
  return takePooled(state, quantity, bearable ? value : averageValue(state, quantity))
}
