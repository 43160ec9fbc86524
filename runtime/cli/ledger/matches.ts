import { Decimal, isJsonObject, type JsonValue } from '@formwork/platform/value/index.ts'

/** Where what was found is not what was expected; objects are compared by the keys expected, numbers by value. */
export function differences(expected: JsonValue, found: JsonValue | undefined, path = ''): string[] {
  if (isJsonObject(expected)) {
    if (!isJsonObject(found as JsonValue)) return [`${path || '/'}: expected an object, found ${show(found)}`]
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, (found as Record<string, JsonValue>)[key], `${path}/${key}`),
    )
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) {
      return [`${path || '/'}: expected ${expected.length} entries, found ${show(found)}`]
    }
    return expected.flatMap((value, index) => differences(value, found[index], `${path}/${index}`))
  }
  return same(expected, found) ? [] : [`${path || '/'}: expected ${show(expected)}, found ${show(found)}`]
}

function same(expected: JsonValue, found: JsonValue | undefined): boolean {
  const [left, right] = [numberOf(expected), numberOf(found)]
  if (left !== undefined && right !== undefined) return left.equals(right)
  return expected === (found ?? null)
}

function numberOf(value: JsonValue | undefined): Decimal | undefined {
  if (value instanceof Decimal) return value
  return typeof value === 'string' || typeof value === 'number' ? Decimal.tryParse(String(value)) : undefined
}

function show(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null)
}
