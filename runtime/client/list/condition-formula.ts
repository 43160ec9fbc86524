import type { Condition, FilterNode } from './filter-conditions.ts'

const SIGNS: Readonly<Record<string, string>> = {
  equals: '=',
  'not-equals': '!=',
  less: '<',
  'at-most': '<=',
  greater: '>',
  'at-least': '>=',
}
const CALLS: Readonly<Record<string, string>> = { contains: 'contains', 'starts-with': 'starts with' }
/** What a field's value is written as: anything else is a text. */
export type ConditionLiteral = 'number' | 'boolean' | 'date' | 'text'

/** Conditions as the formula that says the same of `record`; `literalOf`: what values of a field are. The other way round: `conditionsOf`. */
export function conditionFormula(node: FilterNode, literalOf: (field: string) => ConditionLiteral): string {
  if ('field' in node) return oneFormula(node, literalOf(node.field))
  const [parts, word] = 'and' in node ? [node.and, ' and '] : [node.or, ' or ']
  return parts
    .map((part) => {
      const text = conditionFormula(part, literalOf)
      return 'field' in part && part.operator !== 'between' ? text : `(${text})`
    })
    .join(word)
}

function oneFormula({ field, operator, value }: Condition, literal: ConditionLiteral): string {
  const path = `record.${field}`
  if (operator === 'empty') return `${path} = null`
  if (operator === 'not-empty') return `${path} != null`
  if (operator === 'between') {
    const [from, to] = value as [unknown, unknown]
    return `${path} >= ${written(from, literal)} and ${path} <= ${written(to, literal)}`
  }
  const call = CALLS[operator]
  if (call !== undefined) return `${call}(${path}, ${written(value, 'text')})`
  return `${path} ${SIGNS[operator]} ${written(value, literal)}`
}

function written(value: unknown, literal: ConditionLiteral): string {
  if (literal === 'number' || literal === 'boolean') return String(value)
  const text = JSON.stringify(String(value))
  return literal === 'date' ? `date(${text})` : text
}
