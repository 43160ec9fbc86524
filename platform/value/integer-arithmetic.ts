/** Exact integer steps under Decimal: powers of ten and rounded division. BigInt only, no decimal scale. */

/**
 * How a digit that falls away is settled. `half-up` goes away from zero on ties (money HALF_UP),
 * `up` away from zero, `down` towards zero, `floor` and `ceiling` along the number line.
 */
export type RoundingMode = 'half-up' | 'half-even' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling'

const cachedPowers: bigint[] = [1n]

/** Powers up to this exponent are kept; higher ones are rare and computed. */
const HIGHEST_CACHED_POWER = 128

/** 10 to the `exponent`, a non-negative integer. */
export function powerOfTen(exponent: number): bigint {
  if (exponent > HIGHEST_CACHED_POWER) return 10n ** BigInt(exponent)
  for (let next = cachedPowers.length; next <= exponent; next++) cachedPowers.push(cachedPowers[next - 1]! * 10n)
  return cachedPowers[exponent]!
}

/** Quotient of two integers, rounded to an integer; `divisor` is not 0. */
export function divideRounded(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = dividend / divisor
  const remainder = dividend % divisor
  if (remainder === 0n) return quotient
  const negative = dividend < 0n !== divisor < 0n
  const twice = 2n * (remainder < 0n ? -remainder : remainder)
  const whole = divisor < 0n ? -divisor : divisor
  const half = twice > whole ? 1 : twice < whole ? -1 : 0
  if (!growsMagnitude(mode, negative, half, quotient % 2n !== 0n)) return quotient
  return negative ? quotient - 1n : quotient + 1n
}

/** Whether the magnitude takes one more unit: `half` is the sign of (remainder − ½), `odd` that of the quotient. */
export function growsMagnitude(mode: RoundingMode, negative: boolean, half: number, odd: boolean): boolean {
  switch (mode) {
    case 'half-up':
      return half >= 0
    case 'half-even':
      return half > 0 || (half === 0 && odd)
    case 'half-down':
      return half > 0
    case 'up':
      return true
    case 'down':
      return false
    case 'floor':
      return negative
    case 'ceiling':
      return !negative
  }
}

/** Number of decimal digits of the magnitude; 0 has one. */
export function countDigits(value: bigint): number {
  return value < 0n ? value.toString().length - 1 : value.toString().length
}
