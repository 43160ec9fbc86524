import { Decimal } from '@formwork/platform/value/index.ts'

/** Deepest nesting of variables from outside. */
const DEEPEST = 20

/** Variables from JSON: numbers become decimals; everything else stays what it is. */
export function toVariables(values: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, toValue(value, 0)]))
}

function toValue(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return null
  if (typeof value === 'number') return Decimal.of(String(value))
  if (Array.isArray(value)) return value.map((item) => toValue(item, depth + 1))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toValue(entry, depth + 1)]))
}
