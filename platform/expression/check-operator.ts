import { chineseType } from './chinese-type.ts'
import type { CheckScope } from './check-scope.ts'
import type { ArithmeticOperator, Node, NodeOf } from './syntax.ts'
import { describeType, types, type FeelType } from './type.ts'

/** Left kind, operator, right kind: what arithmetic gives. `duration` rows stand for both kinds. */
const RESULTS: ReadonlyMap<string, FeelType> = makeResults()

function makeResults(): ReadonlyMap<string, FeelType> {
  const { number, string, date, dateTime, time, daysDuration, monthsDuration } = types
  const results = new Map<string, FeelType>([
    ['string + string', string],
    ['time - time', daysDuration],
  ])
  const add = (left: FeelType, operator: ArithmeticOperator, right: FeelType, result: FeelType) =>
    results.set(`${left.kind} ${operator} ${right.kind}`, result)
  for (const operator of ['+', '-', '*', '/', '**'] as const) add(number, operator, number, number)
  for (const left of [date, dateTime]) for (const right of [date, dateTime]) add(left, '-', right, daysDuration)
  for (const duration of [daysDuration, monthsDuration]) {
    for (const point of [date, dateTime, ...(duration === daysDuration ? [time] : [])]) {
      add(point, '+', duration, point)
      add(duration, '+', point, point)
      add(point, '-', duration, point)
    }
    add(duration, '+', duration, duration)
    add(duration, '-', duration, duration)
    add(duration, '*', number, duration)
    add(number, '*', duration, duration)
    add(duration, '/', number, duration)
    add(duration, '/', duration, number)
  }
  return results
}

function isOpen(type: FeelType): boolean {
  return type.kind === 'any' || type.kind === 'null'
}

export function inferArithmetic(node: NodeOf<'arithmetic'>, left: FeelType, right: FeelType, scope: CheckScope): FeelType {
  const result = RESULTS.get(`${left.kind} ${node.operator} ${right.kind}`)
  if (result !== undefined) return result
  const open = [...RESULTS].some(([key]) => {
    const [first, operator, second] = key.split(/ (\+|-|\*\*|\*|\/) /)
    return operator === node.operator && (isOpen(left) || left.kind === first) && (isOpen(right) || right.kind === second)
  })
  if (!open) {
    const text = `${describeType(left)} ${node.operator} ${describeType(right)}`
    const hint = node.operator === '+' && (left.kind === 'string' || right.kind === 'string')
    scope.report(
      'wrong-type',
      node,
      `${chineseType(text)} 无法计算${hint ? '，可用 string() 转为文本' : ''}`,
      `Cannot calculate ${text}${hint ? '; string() makes a text of a value' : ''}`,
    )
  }
  return types.any
}

export function inferNegation(node: NodeOf<'negate'>, operand: FeelType, scope: CheckScope): FeelType {
  if (['number', 'days and time duration', 'years and months duration', 'any', 'null'].includes(operand.kind)) return operand
  scope.report('wrong-type', node, `不能对 ${chineseType(describeType(operand))} 取负`, `Cannot negate a ${describeType(operand)}`)
  return types.any
}

export function inferComparison(node: NodeOf<'comparison'>, left: FeelType, right: FeelType, scope: CheckScope): FeelType {
  requireComparable(node, left, right, scope, node.operator !== '=' && node.operator !== '!=')
  return types.boolean
}

const UNORDERED: ReadonlySet<string> = new Set(['boolean', 'list', 'context', 'range', 'function'])

/** Two types that `=` or, when `ordered`, `<` can compare. */
export function requireComparable(position: Node, left: FeelType, right: FeelType, scope: CheckScope, ordered: boolean): void {
  const [first, second] = [describeType(left), describeType(right)]
  if (!isOpen(left) && !isOpen(right) && left.kind !== right.kind) {
    scope.report(
      'not-comparable',
      position,
      `${chineseType(first)} 与 ${chineseType(second)} 无法比较`,
      `Cannot compare a ${first} with a ${second}`,
    )
  } else if (ordered && (UNORDERED.has(left.kind) || UNORDERED.has(right.kind))) {
    const unordered = UNORDERED.has(left.kind) ? first : second
    scope.report('not-comparable', position, `${chineseType(unordered)} 没有大小之分`, `A ${unordered} has no order`)
  }
}

/** A test of `in`: a condition, a range of the value's type, a list of such, or a value to compare with. */
export function checkTest(test: Node, value: FeelType, wanted: FeelType, scope: CheckScope): void {
  if (wanted.kind === 'boolean' || isOpen(wanted) || isOpen(value)) return
  const inner = wanted.kind === 'list' && value.kind !== 'list' ? wanted.of : wanted
  const compared = inner.kind === 'range' && value.kind !== 'range' ? inner.of : inner
  requireComparable(test, value, compared, scope, inner.kind === 'range')
}

export function requireBoolean(node: Node, type: FeelType, scope: CheckScope): void {
  if (type.kind === 'boolean' || isOpen(type)) return
  scope.report(
    'wrong-type',
    node,
    `条件应为是/否，实际为 ${chineseType(describeType(type))}`,
    `A condition must be a boolean, not a ${describeType(type)}`,
  )
}
