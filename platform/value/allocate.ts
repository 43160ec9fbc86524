import { fail } from '../error/app-error.ts'
import { Decimal } from './decimal.ts'
import { powerOfTen } from './integer-arithmetic.ts'

/**
 * Splits `total` by `weights` into parts of `scale` digits whose sum is exactly `total` (largest remainder;
 * equal remainders: the earlier part first).
 *
 * Errors: `too-many-digits` when `total` has more than `scale` digits; `out-of-range` when the weights are
 * negative or all zero.
 *
 * @example
 * allocate(Decimal.of(100), [Decimal.one, Decimal.one, Decimal.one], 2) // 33.34, 33.33, 33.33
 */
export function allocate(total: Decimal, weights: readonly Decimal[], scale: number): Decimal[] {
  const units = total.toUnits(scale)
  const finest = Math.max(0, ...weights.map((weight) => weight.scale))
  const shares = weights.map((weight) => weight.units * powerOfTen(finest - weight.scale))
  const whole = shares.reduce((sum, share) => sum + share, 0n)
  if (whole <= 0n || shares.some((share) => share < 0n)) throw fail('out-of-range', { label: 'weights', minimum: 0, maximum: '' })
  const parts = shares.map((share) => (units * share) / whole)
  const missing = units - parts.reduce((sum, part) => sum + part, 0n)
  const step = missing < 0n ? -1n : 1n
  for (const index of byLargestRemainder(shares, units, whole).slice(0, Number(missing * step))) parts[index]! += step
  return parts.map((part) => Decimal.fromUnits(part, scale))
}

function byLargestRemainder(shares: readonly bigint[], units: bigint, whole: bigint): number[] {
  const remainders = shares.map((share) => magnitude((units * share) % whole))
  return remainders
    .map((_, index) => index)
    .sort((left, right) => (remainders[left]! === remainders[right]! ? left - right : remainders[left]! > remainders[right]! ? -1 : 1))
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
