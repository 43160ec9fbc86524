import { powerOfTen } from './integer-arithmetic.ts'

/** Longest text of one number: far beyond any business figure, short enough to be read in microseconds. */
const LONGEST_NUMBER = 7000

/** Largest magnitude of an exponent, that of decimal128 (IEEE 754): keeps `1e999999999` from filling the memory. */
const LARGEST_EXPONENT = 6176

const ZERO = 48
const POINT = 46

/** The integer and the scale that a decimal text stands for; undefined when it is none. */
export function readDecimalText(text: string): { units: number | bigint; scale: number } | undefined {
  return readShort(text) ?? readAny(text)
}

/** At most 15 digits, one point, a minus sign: nearly every number there is. */
function readShort(text: string): { units: number; scale: number } | undefined {
  const length = text.length
  const negative = text.charCodeAt(0) === 45
  if (length > 17) return undefined
  let units = 0
  let digits = 0
  let scale = -1
  for (let index = negative ? 1 : 0; index < length; index++) {
    const character = text.charCodeAt(index)
    if (character >= ZERO && character <= ZERO + 9) {
      units = units * 10 + character - ZERO
      digits++
      if (scale >= 0) scale++
    } else if (character === POINT && scale < 0) scale = 0
    else return undefined
  }
  if (digits === 0 || digits > 15 || scale === 0) return undefined
  return { units: negative ? 0 - units : units, scale: scale < 0 ? 0 : scale }
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/

function readAny(text: string): { units: number | bigint; scale: number } | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match
  const exponent = Number(exponentText)
  if (whole + fraction === '' || Math.abs(exponent) > LARGEST_EXPONENT) return undefined
  const units = BigInt(whole + fraction)
  const signed = sign === '-' ? -units : units
  const scale = fraction.length - exponent
  // A positive exponent makes a whole number; it is written out, so that the scale of what people type is never negative.
  return scale < 0 ? { units: signed * powerOfTen(-scale), scale: 0 } : { units: signed, scale }
}
