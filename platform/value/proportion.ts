import { fail } from '../error/app-error.ts'
import { divideRounded } from './integer-arithmetic.ts'

/**
 * `value × part / whole`, rounded HALF_UP to a whole unit: the share of an amount, exact for safe integers of any size.
 * All three are integers in the smallest unit of their measure; `whole` is not 0.
 * Errors: `amount-overflow` when the result is beyond ±(2^53 − 1).
 *
 * @example
 * proportion(100, 1, 3) // 33
 */
export function proportion(value: number, part: number, whole: number): number {
  const product = value * part
  if (!Number.isSafeInteger(product)) return safe(Number(divideRounded(BigInt(value) * BigInt(part), BigInt(whole), 'half-up')))
  const remainder = product % whole
  const quotient = (product - remainder) / whole + 0
  if (remainder === 0 || 2 * Math.abs(remainder) < Math.abs(whole)) return quotient
  return product < 0 === whole < 0 ? quotient + 1 : quotient - 1
}

/** The sum of two integers in the smallest unit. Errors: `amount-overflow`. */
export function addUnits(left: number, right: number): number {
  return safe(left + right)
}

function safe(units: number): number {
  if (!Number.isSafeInteger(units)) throw fail('amount-overflow')
  return units
}
