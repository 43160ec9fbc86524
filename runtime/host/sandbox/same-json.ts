import { Decimal } from '@formwork/platform/value/index.ts'

const DECIMAL = /^-?\d+(\.\d+)?$/

/** Whether two JSON values say the same: decimals by value, so that `100` is `100.00`; null is nothing. */
export function isSameJson(expected: unknown, actual: unknown): boolean {
  if (expected === null || expected === undefined) return actual === null || actual === undefined
  if (isDecimal(expected) && isDecimal(actual)) return Decimal.parse(String(expected)).equals(Decimal.parse(String(actual)))
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && expected.length === actual.length && expected.every((each, index) => isSameJson(each, actual[index]))
  }
  return expected === actual
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value))
}
