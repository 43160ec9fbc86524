/** Plain notation of magnitude × 10^−scale: all digits of the scale, zeros for a negative one, never an exponent. */
export function printUnits(magnitude: string, scale: number): string {
  if (scale === 0 || magnitude === '0') return scale > 0 ? insertPoint(magnitude, scale) : magnitude
  return scale > 0 ? insertPoint(magnitude, scale) : magnitude + '0'.repeat(-scale)
}

function insertPoint(digits: string, scale: number): string {
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, '0')
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}
