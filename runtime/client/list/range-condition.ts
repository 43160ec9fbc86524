import type { Condition } from './filter-conditions.ts'

/** Between two ends; with one of them only it is open at the other; with none there is no condition. */
export function rangeCondition(field: string, [from, to]: readonly unknown[]): Condition | undefined {
  const [hasFrom, hasTo] = [isGiven(from), isGiven(to)]
  if (hasFrom && hasTo) return { field, operator: 'between', value: [from, to] }
  if (hasFrom) return { field, operator: 'at-least', value: from }
  return hasTo ? { field, operator: 'at-most', value: to } : undefined
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined && value !== ''
