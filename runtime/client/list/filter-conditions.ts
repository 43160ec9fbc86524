import { toQuery } from '@formwork/platform/expression/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'

/** One condition as the list's interface takes it. */
export interface Condition {
  field: string
  operator: string
  value?: unknown
}

export type ConditionGroup = { and: FilterNode[] } | { or: FilterNode[] }
export type FilterNode = Condition | ConditionGroup

const COMPARISONS = { '=': 'equals', '!=': 'not-equals', '<': 'less', '<=': 'at-most', '>': 'greater', '>=': 'at-least' } as const

/** A list's own filter (`=status = "draft"`) as conditions; undefined when it says more than conditions can. */
export function conditionsOf(formula: string): FilterNode | undefined {
  try {
    return nodeOf(toQuery(formula.replace(/^=/, '')))
  } catch {
    return undefined
  }
}

function nodeOf(predicate: Predicate): FilterNode {
  if ('all' in predicate) return { and: predicate.all.map(nodeOf) }
  if ('any' in predicate) return { or: predicate.any.map(nodeOf) }
  if ('compare' in predicate) {
    return { field: fieldName(predicate.left), operator: COMPARISONS[predicate.compare], value: constant(predicate.right) }
  }
  if ('in' in predicate) return { field: fieldName(predicate.in), operator: 'in', value: predicate.list.map(constant) }
  if ('isNull' in predicate) return { field: fieldName(predicate.isNull), operator: 'empty' }
  if ('text' in predicate && predicate.text !== 'ends with') {
    return {
      field: fieldName(predicate.value),
      operator: predicate.text === 'contains' ? 'contains' : 'starts-with',
      value: constant(predicate.search),
    }
  }
  if ('not' in predicate && 'isNull' in predicate.not) return { field: fieldName(predicate.not.isNull), operator: 'not-empty' }
  throw new Error('This filter is more than conditions')
}

function fieldName(operand: Operand): string {
  if ('path' in operand && operand.path.length === 1) return operand.path[0]!
  throw new Error('Not a field of the list')
}

function constant(operand: Operand): unknown {
  if ('constant' in operand) return operand.constant
  if ('number' in operand) return operand.number
  if ('date' in operand) return operand.date
  throw new Error('Not a constant')
}
