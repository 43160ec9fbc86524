import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { CheckedValue } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { labelOf } from './label-of.ts'
import { wrongType } from './wrong-type.ts'

/** Decimals are kept as integers scaled by the field's scale: what fits into 2^53 − 1 units. */
const MOST_UNITS = Decimal.of(Number.MAX_SAFE_INTEGER)

/** A decimal may be typed as text or stand in JSON as a number. Errors: `wrong-type`, `bad-number`, `too-many-digits`, `too-small`, `above-maximum`, `out-of-range`. */
export function checkDecimal(value: unknown, field: FieldDefinition, scale: number): CheckedValue {
  const decimal = readDecimal(value)
  if (decimal === 'other') return wrongType('number', value)
  if (decimal === undefined) return { problem: { code: 'bad-number', parameters: { text: String(value) } } }
  const exact = decimal.scale <= scale ? decimal : decimal.strip()
  if (exact.scale > scale) return { problem: { code: 'too-many-digits', parameters: { label: labelOf(field), scale } } }
  return checkRange(exact, field, scale)
}

function readDecimal(value: unknown): Decimal | undefined | 'other' {
  if (value instanceof Decimal) return value
  if (typeof value === 'string') return value.length > 100 ? undefined : Decimal.tryParse(value)
  // The server lets a JSON number pass only when its shortest text is exactly what was sent.
  if (typeof value === 'number') return Number.isFinite(value) ? Decimal.tryParse(String(value)) : undefined
  return 'other'
}

/** Plain notation with the field's number of digits. */
export function decimalToJson(value: unknown, scale: number): string {
  return (value as Decimal).round(scale).toString()
}

/** With thousands separators. */
export function formatDecimal(value: unknown, scale: number): string {
  const text = decimalToJson(value, scale)
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Zeros at the end say nothing about a quantity: 10.000 is shown as 10. */
export function formatShort(value: unknown): string {
  const exact = (value as Decimal).strip()
  return formatDecimal(exact, Math.max(0, exact.scale))
}

function checkRange(value: Decimal, field: FieldDefinition, scale: number): CheckedValue {
  const { minimum, maximum, limit } = rangeOf(field, scale)
  const units = value.round(scale)
  // All of one scale: plain integers are compared. What has no big integer is within the limit by itself.
  if (units.big === undefined && minimum.scale === scale && maximum.scale === scale) {
    if (units.compare(minimum) >= 0 && units.compare(maximum) <= 0) return { value: units }
  } else if (value.compare(minimum) >= 0 && value.compare(maximum) <= 0 && value.abs().compare(limit) <= 0) return { value: units }
  const least = field.minimum === undefined ? minimum : Decimal.of(field.minimum)
  const most = field.maximum === undefined ? maximum : Decimal.of(field.maximum)
  const parameters = { label: labelOf(field), minimum: least.toString(), maximum: most.toString() }
  return { problem: { code: codeOf(field, value.compare(least)), parameters } }
}

/** A bound that nobody set is not told of. */
function codeOf({ minimum, maximum }: FieldDefinition, toLeast: number): 'too-small' | 'above-maximum' | 'out-of-range' {
  if (minimum !== undefined && maximum === undefined && toLeast < 0) return 'too-small'
  return maximum !== undefined && minimum === undefined && toLeast >= 0 ? 'above-maximum' : 'out-of-range'
}

interface Range {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly scale: number
  readonly minimum: Decimal
  readonly maximum: Decimal
  /** The largest amount that is stored exactly. */
  readonly limit: Decimal
}

/** The texts of a definition are read once. */
const ranges = new WeakMap<FieldDefinition, Range>()

function rangeOf(field: FieldDefinition, scale: number): Range {
  const known = ranges.get(field)
  if (known !== undefined && known.scale === scale && known.from === field.minimum && known.to === field.maximum) return known
  const limit = Decimal.fromUnits(MOST_UNITS.units, scale)
  const minimum = field.minimum === undefined ? limit.negate() : widened(Decimal.of(field.minimum), scale)
  const maximum = field.maximum === undefined ? limit : widened(Decimal.of(field.maximum), scale)
  const range: Range = { from: field.minimum, to: field.maximum, scale, minimum, maximum, limit }
  ranges.set(field, range)
  return range
}

/** With the field's digits where none is lost. */
function widened(bound: Decimal, scale: number): Decimal {
  return bound.scale <= scale ? bound.round(scale) : bound
}

const decimalText = { type: 'string', pattern: '^-?\\d{1,16}(\\.\\d{1,12})?$' }
export const rangeOptions = { minimum: decimalText, maximum: decimalText }
export const scaleOption = { scale: { type: 'integer', minimum: 0, maximum: 12 } }
