import { chineseType } from './chinese-type.ts'
import { compareFeel, equalsFeel, isInRange } from './comparison.ts'
import { INPUT_NAME, type CompileScope, type Evaluate, type Frame, type ScopeObject } from './compile-scope.ts'
import type { Position } from './diagnostic.ts'
import { report, takeSteps } from './evaluation.ts'
import { walk, type ComparisonOperator, type Node, type NodeOf } from './syntax.ts'
import { FeelRange, isList, typeNameOf, type FeelValue } from './value.ts'

export function compileComparison(node: NodeOf<'comparison'>, scope: CompileScope): Evaluate {
  const left = scope.compile(node.left, scope)
  const right = scope.compile(node.right, scope)
  const { operator } = node
  if (operator === '=') return (values, frame) => equalOrReport(left(values, frame), right(values, frame), node)
  if (operator === '!=') {
    return (values, frame) => {
      const equal = equalOrReport(left(values, frame), right(values, frame), node)
      return equal === null ? null : !equal
    }
  }
  return compileOrder(node, left, right, operator)
}

function compileOrder(position: Position, left: Evaluate, right: Evaluate, operator: Exclude<ComparisonOperator, '=' | '!='>): Evaluate {
  switch (operator) {
    case '<':
      return (values, frame) => {
        const order = orderOf(left(values, frame), right(values, frame), position)
        return order === null ? null : order < 0
      }
    case '<=':
      return (values, frame) => {
        const order = orderOf(left(values, frame), right(values, frame), position)
        return order === null ? null : order <= 0
      }
    case '>':
      return (values, frame) => {
        const order = orderOf(left(values, frame), right(values, frame), position)
        return order === null ? null : order > 0
      }
    case '>=':
      return (values, frame) => {
        const order = orderOf(left(values, frame), right(values, frame), position)
        return order === null ? null : order >= 0
      }
  }
}

/** `a between b and c`: both ends included. */
export function compileBetween(node: NodeOf<'between'>, scope: CompileScope): Evaluate {
  const value = scope.compile(node.value, scope)
  const low = scope.compile(node.low, scope)
  const high = scope.compile(node.high, scope)
  return (values, frame) => {
    const middle = value(values, frame)
    const fromLow = orderOf(middle, low(values, frame), node)
    const fromHigh = orderOf(middle, high(values, frame), node)
    return fromLow === null || fromHigh === null ? null : fromLow >= 0 && fromHigh <= 0
  }
}

export function compileInterval(node: NodeOf<'interval'>, scope: CompileScope): Evaluate {
  const low = scope.compile(node.low, scope)
  const high = scope.compile(node.high, scope)
  return (values, frame) => makeRange(low(values, frame), high(values, frame), node)
}

function makeRange(low: FeelValue, high: FeelValue, node: NodeOf<'interval'>): FeelValue {
  if (low !== null && high !== null) {
    const order = compareFeel(low, high)
    if (order === undefined) return report('not-comparable', node, '区间两端类型不同', 'The ends of the range have different types')
  }
  return new FeelRange(low, high, node.lowIncluded, node.highIncluded)
}

/** A test without a left side is a range of one open end: `< 5`; as a value and inside `in` alike. */
export function compileUnaryTest(node: NodeOf<'unary-test'>, scope: CompileScope): Evaluate {
  const operand = scope.compile(node.operand, scope)
  const { operator } = node
  return (values, frame) => {
    const value = operand(values, frame)
    switch (operator) {
      case '<':
      case '<=':
        return new FeelRange(undefined, value, false, operator === '<=', operator)
      case '>':
      case '>=':
        return new FeelRange(value, undefined, operator === '>=', false, operator)
      default:
        return new FeelRange(value, value, true, true, operator)
    }
  }
}

/** `value in test` and `value in (test, …)`: true when any test passes. */
export function compileIn(node: NodeOf<'in'>, scope: CompileScope): Evaluate {
  const value = scope.compile(node.value, scope)
  const { scope: inner, slot } = scope.bind(INPUT_NAME)
  const tests = node.tests.map((test) => compileTest(test, inner))
  return (values, frame) => {
    const input = value(values, frame)
    frame[slot] = input
    return passesAny(tests, input, values, frame)
  }
}

/** The tests of a decision table cell; `-` lets everything pass. */
export function compileTests(node: NodeOf<'tests'>, scope: CompileScope): Evaluate {
  if (node.tests === 'any') return () => true
  const input = scope.compile({ kind: 'input', from: node.from, to: node.to }, scope)
  const tests = node.tests.map((test) => compileTest(test, scope))
  return (values, frame) => {
    const result = passesAny(tests, input(values, frame), values, frame)
    return node.negated && result !== null ? !result : result
  }
}

type Test = (input: FeelValue, values: ScopeObject, frame: Frame) => boolean | null

function passesAny(tests: readonly Test[], input: FeelValue, values: ScopeObject, frame: Frame): boolean | null {
  let unknown = false
  for (const test of tests) {
    const result = test(input, values, frame)
    if (result === true) return true
    if (result === null) unknown = true
  }
  return unknown ? null : false
}

/** A test that mentions `?` decides by itself; others give what the input is compared with. */
function compileTest(node: Node, scope: CompileScope): Test {
  const evaluate = scope.compile(node, scope)
  if (mentionsInput(node)) {
    return (_, values, frame) => {
      const result = evaluate(values, frame)
      return typeof result === 'boolean' ? result : null
    }
  }
  return (input, values, frame) => passesValue(input, evaluate(values, frame), node)
}

function mentionsInput(node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner.kind === 'input') found = true
  })
  return found
}

function passesValue(input: FeelValue, wanted: FeelValue, position: Position): boolean | null {
  if (wanted instanceof FeelRange && !(input instanceof FeelRange)) {
    const result = isInRange(input, wanted)
    return result ?? (input === null ? null : reportUnless(hasNullEnd(wanted), input, wanted, position))
  }
  if (isList(wanted)) {
    takeSteps(wanted.length, position)
    return (
      wanted.some((item) =>
        item instanceof FeelRange && !(input instanceof FeelRange) ? isInRange(input, item) === true : equalsFeel(input, item) === true,
      ) ||
      (isList(input) && equalsFeel(input, wanted) === true)
    )
  }
  return equalOrReport(input, wanted, position)
}

function hasNullEnd(range: FeelRange): boolean {
  return range.low === null || range.high === null
}

function reportUnless(expected: boolean, left: FeelValue, right: FeelValue, position: Position): null {
  return expected ? null : reportTypes(left, right, position)
}

function equalOrReport(left: FeelValue, right: FeelValue, position: Position): boolean | null {
  const equal = equalsFeel(left, right)
  return equal === null ? reportTypes(left, right, position) : equal
}

/** Order of two values; null without a finding when one is null. */
function orderOf(left: FeelValue, right: FeelValue, position: Position): number | null {
  const order = compareFeel(left, right)
  if (order !== undefined) return order
  return left === null || right === null ? null : reportTypes(left, right, position)
}

function reportTypes(left: FeelValue, right: FeelValue, position: Position): null {
  const [first, second] = [typeNameOf(left), typeNameOf(right)]
  return report(
    'not-comparable',
    position,
    `${chineseType(first)} 与 ${chineseType(second)} 无法比较`,
    `Cannot compare a ${first} with a ${second}`,
  )
}
