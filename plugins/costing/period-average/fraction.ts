/** An exact ratio of integers, in lowest terms, denominator above 0. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator, denominator) || 1n
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor }
}

export function subtract(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.denominator - right.numerator * left.denominator, left.denominator * right.denominator)
}

export function multiply(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.numerator, left.denominator * right.denominator)
}

export function divide(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.denominator, left.denominator * right.numerator)
}

/** HALF_UP of ratio × quantity, in smallest units. */
export function roundedProduct(ratio: Fraction, quantity: number): number {
  const product = ratio.numerator * BigInt(quantity)
  const magnitude = product < 0n ? -product : product
  const rounded = (2n * magnitude + ratio.denominator) / (2n * ratio.denominator)
  return Number(product < 0n ? -rounded : rounded)
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right < 0n ? -right : right]
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
