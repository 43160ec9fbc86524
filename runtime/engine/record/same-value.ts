/** Whether two inside values are the same; `1.0` and `1.00` are, null and absent are. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (left === null || left === undefined) return right === null || right === undefined
  if (right === null || right === undefined || typeof left !== 'object' || typeof right !== 'object') return false
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, index) => sameValue(item, right[index]))
  }
  return hasEquals(left) && left.constructor === right.constructor && left.equals(right)
}

function hasEquals(value: object): value is { equals(other: unknown): boolean } {
  return 'equals' in value && typeof value.equals === 'function'
}
