import { Decimal } from '../value/index.ts'

/**
 * Square root, exponential, logarithm and power to 34 digits, computed as scaled integers with guard digits.
 * An integer `x` stands for x / ONE here.
 */
const GUARD_SCALE = 60
const ONE = 10n ** BigInt(GUARD_SCALE)

/** Integer powers up to this many digits are computed exactly before rounding. */
const MOST_EXACT_DIGITS = 20_000

/** Decimal exponents beyond this are out of range or 0, whatever else happens. */
const FURTHEST_EXPONENT = 20_000

/** Largest whole exponent; with any base but −1, 0, 1 the result is out of range long before. */
const LARGEST_WHOLE_EXPONENT = 1_000_000_000

/** √value, exact to the digits of the result; `value` is not negative. */
export function squareRoot(value: Decimal): Decimal {
  const scale = GUARD_SCALE + Math.max(0, value.scale)
  const root = integerRoot(value.round(2 * scale, 'down').units)
  return Decimal.fromUnits(root, scale).strip()
}

/** e to the `value`; undefined beyond the range of FEEL's numbers. */
export function exponential(value: Decimal): Decimal | undefined {
  if (value.abs().compare(Decimal.of(14_300)) > 0) return value.sign() < 0 ? Decimal.zero : undefined
  return powerOfE(value.round(GUARD_SCALE, 'half-even').units)
}

/** Natural logarithm; `value` is positive. */
export function naturalLogarithm(value: Decimal): Decimal {
  return Decimal.fromUnits(logarithm(value), GUARD_SCALE)
}

/** base to the exponent. Undefined when there is no real result, or it is out of range. */
export function power(base: Decimal, exponent: Decimal): Decimal | undefined {
  const whole = exponent.toSafeInteger()
  if (base.isZero()) return exponent.sign() < 0 ? undefined : exponent.isZero() ? Decimal.one : Decimal.zero
  if (whole !== undefined && Math.abs(whole) <= LARGEST_WHOLE_EXPONENT) return wholePower(base, whole)
  if (base.sign() < 0) return undefined
  const product = Decimal.fromUnits(logarithm(base), GUARD_SCALE).multiply(exponent)
  return exponential(product)
}

function wholePower(base: Decimal, exponent: number): Decimal | undefined {
  const size = Math.abs(exponent)
  const places = base.digits - base.scale
  const least = places * size - size
  if (least > FURTHEST_EXPONENT || places * size < -FURTHEST_EXPONENT) return least > 0 === exponent > 0 ? undefined : Decimal.zero
  const exact = base.digits * size <= MOST_EXACT_DIGITS
  const result = exact ? Decimal.fromUnits(base.units ** BigInt(size), base.scale * size) : squareAndMultiply(base, size)
  return exponent < 0 ? Decimal.one.divide(result, { digits: 50 }) : result
}

function squareAndMultiply(base: Decimal, exponent: number): Decimal {
  let result = Decimal.one
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.multiply(square).roundDigits(GUARD_SCALE)
    square = square.multiply(square).roundDigits(GUARD_SCALE)
  }
  return result
}

const NEAR_ONE_LOW = Decimal.fromUnits(7, 1)
const NEAR_ONE_HIGH = Decimal.fromUnits(15, 1)

/** ln as units of ONE: powers of ten and of two are taken off, the rest is 2·artanh((m−1)/(m+1)). */
function logarithm(value: Decimal): bigint {
  if (value.compare(NEAR_ONE_LOW) > 0 && value.compare(NEAR_ONE_HIGH) < 0) return artanhTwice(value.round(GUARD_SCALE, 'half-even').units)
  const exponent = value.digits - value.scale
  const mantissa = Decimal.fromUnits(value.units, value.digits).round(GUARD_SCALE, 'half-even').units
  let scaled = mantissa
  let halvings = 0
  while (scaled < (7n * ONE) / 10n) {
    scaled *= 2n
    halvings++
  }
  return artanhTwice(scaled) - BigInt(halvings) * LN_2 + BigInt(exponent) * LN_10
}

function artanhTwice(mantissa: bigint): bigint {
  const ratio = ((mantissa - ONE) * ONE) / (mantissa + ONE)
  const square = (ratio * ratio) / ONE
  let term = ratio
  let sum = 0n
  for (let odd = 1n; term !== 0n; odd += 2n) {
    sum += term / odd
    term = (term * square) / ONE
  }
  return 2n * sum
}

const LN_2 = artanhTwice(2n * ONE)
const LN_10 = 3n * LN_2 + artanhTwice((5n * ONE) / 4n)

/** e to the (units / ONE): the power of ten is taken off, the rest is a Taylor series. */
function powerOfE(units: bigint): Decimal {
  const tens = units / LN_10
  const rest = units - tens * LN_10
  let term = ONE
  let sum = 0n
  for (let index = 1n; term !== 0n; index++) {
    sum += term
    term = (term * rest) / (ONE * index)
  }
  return Decimal.fromUnits(sum, GUARD_SCALE - Number(tens))
}

function integerRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (guess + value / guess) / 2n
    if (next >= guess) return guess
    guess = next
  }
}
