import { emptyCoordinate, type Coordinates, type LedgerShape } from './shape.ts'

/**
 * What a count changes, in smallest units: measures that follow the quantity where a coordinate of what was counted is filled
 * differ by as much as the quantity does; the others stay as they are given.
 */
export function countedAmounts(ledger: LedgerShape, counted: Coordinates | null, amounts: readonly number[]): readonly number[] {
  const { costing, dimensions } = ledger
  if (costing === undefined || counted === null || costing.counted.length === 0) return amounts
  const following = costing.counted.filter(({ where }) => counted[where] !== emptyCoordinate(dimensions[where]!))
  if (following.length === 0) return amounts
  const quantity = amounts[costing.quantity]!
  return amounts.map((amount, index) => (following.some(({ measure }) => measure === index) ? quantity : amount))
}
