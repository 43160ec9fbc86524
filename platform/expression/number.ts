import { Decimal } from '../value/index.ts'

/** DMN calculates with 34 significant digits, half-even (IEEE 754-2008 decimal128). */
export const FEEL_DIGITS = 34

/** Bounds of the exponent of decimal128: larger numbers are an error, smaller ones are 0. */
const LARGEST_EXPONENT = 6144
export const FINEST_SCALE = 6176

/** A result as FEEL keeps it; undefined when it is too large. The usual small number comes back as it is. */
export function toFeelNumber(value: Decimal): Decimal | undefined {
  if (value.big === undefined && value.scale >= 0 && value.scale <= FINEST_SCALE) return value
  return limitNumber(value)
}

function limitNumber(value: Decimal): Decimal | undefined {
  const rounded = value.roundDigits(FEEL_DIGITS, 'half-even')
  if (rounded.scale - rounded.digits > FINEST_SCALE) return Decimal.zero
  const limited = rounded.scale > FINEST_SCALE ? rounded.round(FINEST_SCALE, 'half-even') : rounded
  if (limited.isZero()) return Decimal.zero
  if (limited.digits - limited.scale - 1 > LARGEST_EXPONENT) return undefined
  return limited.strip()
}

/** A count or position as a FEEL number. */
export function numberOf(value: number | bigint): Decimal {
  return Decimal.of(value)
}

/** The whole part of a number as a JS integer (towards zero); undefined beyond safe integers. */
export function wholeOf(value: Decimal): number | undefined {
  return value.scale === 0 && value.big === undefined ? value.coefficient : value.round(0, 'down').toSafeInteger()
}
