import { fail } from '@formwork/platform/error/index.ts'
import { Decimal, allocate } from '@formwork/platform/value/index.ts'

/** One output's part of `total`, split by factor with largest remainder. Errors: `zero-basis`. */
export function shareByFactor(total: number, outputs: readonly { readonly id: number; readonly factor: number }[], id: number): number {
  const index = outputs.findIndex((output) => output.id === id)
  if (outputs.length === 1) return total
  const weights = outputs.map((output) => Decimal.of(output.factor))
  if (weights.every((weight) => weight.isZero())) throw fail('zero-basis', { rule: String(id) })
  return Number(allocate(Decimal.of(total), weights, 0)[index]!.units)
}
