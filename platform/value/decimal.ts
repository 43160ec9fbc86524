import { assert } from '../error/assert.ts'
import { fail } from '../error/app-error.ts'
import { countDigits, divideRounded, growsMagnitude, powerOfTen, type RoundingMode } from './integer-arithmetic.ts'
import { printUnits } from './print-units.ts'
import { readDecimalText } from './read-decimal-text.ts'

export type { RoundingMode } from './integer-arithmetic.ts'

const SAFE = Number.MAX_SAFE_INTEGER

/** Powers of ten that are exact doubles and safe as factors. */
const SMALL_POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/**
 * An exact decimal number: coefficient × 10^−scale. Immutable.
 *
 * The coefficient is a safe integer in `coefficient`, or, where that is too small, a BigInt in `big`
 * (`coefficient` is then NaN, so that every fast path falls through by itself).
 * The scale is kept (`1.50` has scale 2) and is no part of equality; it may be negative.
 *
 * @example
 * Decimal.parse('1.005').multiply(Decimal.of(100)).toString() // '100.500'
 */
export class Decimal {
  /** Safe integer, or NaN when `big` holds it. */
  readonly coefficient: number
  /** Digits after the point. */
  readonly scale: number
  readonly big: bigint | undefined

  /** Use `of`, `parse` or `fromUnits`; `coefficient` must be a safe integer (not −0) or NaN with `big` given. */
  constructor(coefficient: number, scale: number, big?: bigint) {
    this.coefficient = coefficient
    this.scale = scale
    this.big = big
  }

  static readonly zero: Decimal = new Decimal(0, 0)
  static readonly one: Decimal = new Decimal(1, 0)

  /** From a safe integer, a bigint, or text as `parse` takes it. Fractions as JS numbers are a programmer error. */
  static of(value: number | bigint | string): Decimal {
    if (typeof value === 'string') return Decimal.parse(value)
    return Decimal.fromUnits(value, 0)
  }

  /** `fromUnits(12345, 2)` is 123.45: how money and quantities are stored. */
  static fromUnits(units: number | bigint, scale: number): Decimal {
    if (typeof units === 'bigint') return fromBig(units, scale)
    assert(Number.isSafeInteger(units), `Decimal from the unsafe number ${units}`)
    return new Decimal(units + 0, scale)
  }

  /** Reads `-12.50`, `.5`, `1e-3`. Errors: `bad-number`, also when the exponent or the length is out of bounds. */
  static parse(text: string): Decimal {
    const value = Decimal.tryParse(text)
    if (value === undefined) throw fail('bad-number', { text })
    return value
  }

  static tryParse(text: string): Decimal | undefined {
    const parts = readDecimalText(text)
    if (parts === undefined) return undefined
    return typeof parts.units === 'number' ? new Decimal(parts.units, parts.scale) : fromBig(parts.units, parts.scale)
  }

  /** The coefficient as a bigint, whichever way it is held. */
  get units(): bigint {
    return this.big ?? BigInt(this.coefficient)
  }

  /** The value in units of 10^−scale. Errors: `too-many-digits` when that would lose digits. */
  toUnits(scale: number): bigint {
    if (scale >= this.scale) return this.units * powerOfTen(scale - this.scale)
    const divisor = powerOfTen(this.scale - scale)
    const units = this.units
    if (units % divisor !== 0n) throw fail('too-many-digits', { label: this.toString(), scale })
    return units / divisor
  }

  /** The value as a JS integer. Undefined when it is not a whole, safe number. */
  toSafeInteger(): number | undefined {
    if (this.scale === 0 && this.big === undefined) return this.coefficient
    const whole = this.strip()
    if (whole.scale > 0) return undefined
    const units = whole.units * powerOfTen(-whole.scale)
    return units >= -BigInt(SAFE) && units <= BigInt(SAFE) ? Number(units) : undefined
  }

  /** Nearest double; for charts and layout only, never for money. */
  toNumber(): number {
    return Number(this.toString())
  }

  add(other: Decimal): Decimal {
    if (this.scale === other.scale) {
      const sum = this.coefficient + other.coefficient
      if (sum >= -SAFE && sum <= SAFE) return new Decimal(sum, this.scale)
    }
    return addUnaligned(this, other, 1)
  }

  subtract(other: Decimal): Decimal {
    if (this.scale === other.scale) {
      const difference = this.coefficient - other.coefficient
      if (difference >= -SAFE && difference <= SAFE) return new Decimal(difference, this.scale)
    }
    return addUnaligned(this, other, -1)
  }

  multiply(other: Decimal): Decimal {
    const product = this.coefficient * other.coefficient
    if (product >= -SAFE && product <= SAFE) return new Decimal(product + 0, this.scale + other.scale)
    return fromBig(this.units * other.units, this.scale + other.scale)
  }

  /**
   * The quotient with at most `digits` significant digits (34, half-even, as DMN), trailing zeros taken off.
   * Dividing by zero is a programmer error: ask `isZero` first.
   */
  divide(other: Decimal, options: { digits?: number; mode?: RoundingMode } = {}): Decimal {
    assert(!other.isZero(), 'Division by zero')
    if (this.isZero()) return Decimal.zero
    return divideSmall(this, other) ?? divideBig(this, other, options.digits ?? 34, options.mode ?? 'half-even')
  }

  /** The value with exactly `scale` digits after the point. */
  round(scale: number, mode: RoundingMode = 'half-up'): Decimal {
    if (scale === this.scale) return this
    return scale > this.scale ? widen(this, scale) : narrow(this, scale, mode)
  }

  /** The value with at most `digits` significant digits. */
  roundDigits(digits: number, mode: RoundingMode = 'half-even'): Decimal {
    const excess = this.digits - digits
    if (excess <= 0) return this
    const rounded = this.round(this.scale - excess, mode)
    return rounded.digits > digits ? rounded.round(rounded.scale - 1, mode) : rounded
  }

  compare(other: Decimal): -1 | 0 | 1 {
    if (this.scale === other.scale && this.big === undefined && other.big === undefined) {
      return this.coefficient < other.coefficient ? -1 : this.coefficient > other.coefficient ? 1 : 0
    }
    return compareUnaligned(this, other)
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0
  }

  isZero(): boolean {
    return this.coefficient === 0
  }

  isInteger(): boolean {
    return this.scale <= 0 || this.strip().scale <= 0
  }

  sign(): -1 | 0 | 1 {
    if (this.big !== undefined) return this.big < 0n ? -1 : 1
    return this.coefficient < 0 ? -1 : this.coefficient > 0 ? 1 : 0
  }

  negate(): Decimal {
    return this.big === undefined ? new Decimal(0 - this.coefficient, this.scale) : fromBig(-this.big, this.scale)
  }

  abs(): Decimal {
    return this.sign() < 0 ? this.negate() : this
  }

  min(other: Decimal): Decimal {
    return this.compare(other) <= 0 ? this : other
  }

  max(other: Decimal): Decimal {
    return this.compare(other) >= 0 ? this : other
  }

  /** Significant digits of the coefficient; 0 has one. */
  get digits(): number {
    return this.big === undefined ? String(Math.abs(this.coefficient)).length : countDigits(this.big)
  }

  /** The same value without trailing zeros after the point; whole numbers get scale 0 or less. */
  strip(): Decimal {
    if (this.coefficient === 0) return Decimal.zero
    return stripZeros(this)
  }

  /** Plain notation with all digits of the scale, never an exponent. */
  toString(): string {
    const magnitude = this.big === undefined ? String(Math.abs(this.coefficient)) : (this.big < 0n ? -this.big : this.big).toString()
    const text = printUnits(magnitude, this.scale)
    return this.sign() < 0 ? `-${text}` : text
  }

  /** Decimals travel as strings. */
  toJSON(): string {
    return this.toString()
  }
}

function fromBig(units: bigint, scale: number): Decimal {
  const small = Number(units)
  return small >= -SAFE && small <= SAFE ? new Decimal(small, scale) : new Decimal(NaN, scale, units)
}

function addUnaligned(left: Decimal, right: Decimal, sign: 1 | -1): Decimal {
  const difference = left.scale - right.scale
  if (difference <= 15 && difference >= -15) {
    const leftUnits = difference < 0 ? left.coefficient * SMALL_POWERS[-difference]! : left.coefficient
    const rightUnits = difference > 0 ? right.coefficient * SMALL_POWERS[difference]! : right.coefficient
    const sum = sign > 0 ? leftUnits + rightUnits : leftUnits - rightUnits
    if (isSafe(leftUnits) && isSafe(rightUnits) && isSafe(sum)) return new Decimal(sum + 0, difference > 0 ? left.scale : right.scale)
  }
  const scale = Math.max(left.scale, right.scale)
  const leftBig = left.units * powerOfTen(scale - left.scale)
  const rightBig = right.units * powerOfTen(scale - right.scale)
  return fromBig(sign > 0 ? leftBig + rightBig : leftBig - rightBig, scale)
}

function isSafe(value: number): boolean {
  return value >= -SAFE && value <= SAFE
}

/** Exact quotients of small numbers without BigInt; undefined when the quotient does not end soon. */
function divideSmall(left: Decimal, right: Decimal): Decimal | undefined {
  const divisor = right.coefficient
  const scale = left.scale - right.scale
  if (left.big !== undefined || right.big !== undefined) return undefined
  for (let power = 0; power <= 6; power++) {
    const dividend = left.coefficient * SMALL_POWERS[power]!
    if (!isSafe(dividend)) return undefined
    if (dividend % divisor === 0) return new Decimal(dividend / divisor + 0, scale + power).strip()
  }
  return undefined
}

function divideBig(left: Decimal, right: Decimal, digits: number, mode: RoundingMode): Decimal {
  const dividend = left.units
  const divisor = right.units
  // One digit more than wanted at least; what falls away beyond it is kept as a sticky digit by exact division below.
  const shift = Math.max(0, digits + 1 + countDigits(divisor) - countDigits(dividend))
  const scaled = dividend * powerOfTen(shift)
  const excess = countDigits(scaled / divisor) - digits
  const step = powerOfTen(Math.max(0, excess))
  const quotient = divideRounded(scaled, divisor * step, mode)
  return fromBig(quotient, left.scale - right.scale + shift - Math.max(0, excess))
    .roundDigits(digits, mode)
    .strip()
}

function widen(value: Decimal, scale: number): Decimal {
  const steps = scale - value.scale
  if (steps <= 15) {
    const units = value.coefficient * SMALL_POWERS[steps]!
    if (isSafe(units)) return new Decimal(units, scale)
  }
  return fromBig(value.units * powerOfTen(steps), scale)
}

function narrow(value: Decimal, scale: number, mode: RoundingMode): Decimal {
  const steps = value.scale - scale
  if (steps > 15 || value.big !== undefined) return fromBig(divideRounded(value.units, powerOfTen(steps), mode), scale)
  const divisor = SMALL_POWERS[steps]!
  const remainder = value.coefficient % divisor
  const quotient = (value.coefficient - remainder) / divisor + 0
  if (remainder === 0) return new Decimal(quotient, scale)
  const twice = 2 * Math.abs(remainder)
  const negative = value.coefficient < 0
  const grows = growsMagnitude(mode, negative, twice > divisor ? 1 : twice < divisor ? -1 : 0, quotient % 2 !== 0)
  return new Decimal(grows ? quotient + (negative ? -1 : 1) : quotient, scale)
}

function compareUnaligned(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const leftSign = left.sign()
  const rightSign = right.sign()
  if (leftSign !== rightSign) return leftSign < rightSign ? -1 : 1
  return addUnaligned(left, right, -1).sign()
}

function stripZeros(value: Decimal): Decimal {
  if (value.big === undefined) {
    let units = value.coefficient
    let scale = value.scale
    while (scale > 0 && units % 10 === 0) {
      units /= 10
      scale--
    }
    return scale === value.scale ? value : new Decimal(units, scale)
  }
  if (value.scale <= 0) return value
  const digits = value.big.toString()
  let zeros = 0
  while (zeros < value.scale && digits[digits.length - 1 - zeros] === '0') zeros++
  return zeros === 0 ? value : fromBig(value.big / powerOfTen(zeros), value.scale - zeros)
}
