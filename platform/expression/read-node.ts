import { Decimal } from '../value/index.ts'
import type { Position } from './diagnostic.ts'
import type { GrammarNode } from './grammar.ts'
import { childNodes, nameOf, readString, textOf, type Source } from './read-name.ts'
import { readTemporal } from './read-temporal.ts'
import { readLogic } from './read-logic.ts'
import { readType } from './read-type.ts'
import type { ArithmeticOperator, Iterator, Node, Parameter } from './syntax.ts'
import type { UnaryOperator } from './value.ts'

/** Makes the syntax tree of what lezer-feel recognised. The grammar tree has no errors when this is called. */
export function readNode(source: Source, node: GrammarNode): Node {
  const position = { from: node.from, to: node.to }
  const parts = childNodes(node)
  switch (node.name) {
    case 'NumericLiteral':
      return readNumber(source, node)
    case 'StringLiteral':
      return { kind: 'literal', value: readString(textOf(source, node)), ...position }
    case 'BooleanLiteral':
      return { kind: 'literal', value: textOf(source, node) === 'true', ...position }
    case 'null':
      return { kind: 'literal', value: null, ...position }
    case '?':
      return { kind: 'input', ...position }
    case 'DateTimeLiteral':
      return readDateTimeLiteral(source, parts, position)
    case 'AtLiteral':
      return readAtLiteral(source, node)
    case 'ParenthesizedExpression':
      return readNode(source, parts[1]!)
    case 'PositiveUnaryTest':
    case 'IterationContext':
      return readNode(source, parts[0]!)
    case 'SimplePositiveUnaryTest':
      return readSimpleTest(source, parts, position)
    case 'Interval':
      return readInterval(source, parts, position)
    case 'PathExpression':
      return { kind: 'path', source: readNode(source, parts[0]!), name: nameOf(source, parts[2]!), ...position }
    case 'FilterExpression':
      return { kind: 'filter', source: readNode(source, parts[0]!), condition: readNode(source, parts[2]!), ...position }
    case 'FunctionInvocation':
      return readCall(source, parts, position)
    case 'FunctionDefinition':
      return readFunction(source, parts, position)
    case 'ArithmeticExpression':
      return readArithmetic(source, parts, position)
    case 'Comparison':
      return textOf(source, parts[1]!) === 'in' ? readLogic(source, node, readNode) : readComparison(source, parts, position)
    case 'Conjunction':
    case 'Disjunction':
      return readLogic(source, node, readNode)
    case 'InstanceOfExpression':
      return { kind: 'instance-of', value: readNode(source, parts[0]!), type: readType(source, parts.at(-1)!), ...position }
    case 'IfExpression':
      return {
        kind: 'if',
        condition: readNode(source, parts[1]!),
        then: readNode(source, parts[3]!),
        otherwise: readNode(source, parts[5]!),
        ...position,
      }
    case 'ForExpression':
      return { kind: 'for', iterators: readIterators(source, parts[1]!), body: readNode(source, parts.at(-1)!), ...position }
    case 'QuantifiedExpression': {
      const kind = textOf(source, parts[0]!) === 'every' ? 'every' : 'some'
      return { kind, iterators: readIterators(source, parts[1]!), body: readNode(source, parts.at(-1)!), ...position }
    }
    case 'List':
      return { kind: 'list', items: parts.slice(1, -1).map((part) => readNode(source, part)), ...position }
    case 'Context':
      return readContext(source, parts, position)
    default:
      return { kind: 'name', name: nameOf(source, node), ...position }
  }
}

function readNumber(source: Source, node: GrammarNode): Node {
  const position = { from: node.from, to: node.to }
  const value = Decimal.tryParse(textOf(source, node).replace(/\s/g, ''))
  return value === undefined ? { kind: 'invalid-literal', text: textOf(source, node), ...position } : { kind: 'number', value, ...position }
}

function readAtLiteral(source: Source, node: GrammarNode): Node {
  const text = readString(textOf(source, childNodes(node)[0]!))
  const value = readTemporal(text)
  return value === undefined
    ? { kind: 'invalid-literal', text, from: node.from, to: node.to }
    : { kind: 'literal', value, from: node.from, to: node.to }
}

/** `date("…")` has a grammar rule of its own, but is a function like others. */
function readDateTimeLiteral(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  return parts[0]?.name === 'AtLiteral' ? { ...readAtLiteral(source, parts[0]), ...position } : readCall(source, parts, position)
}

function readCall(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  const target = readNode(source, parts[0]!)
  const given = parts[2]!
  if (given.name !== 'NamedParameters') {
    return { kind: 'call', target, arguments: childNodes(given).map((part) => readNode(source, part)), ...position }
  }
  const named = childNodes(given).map((argument) => {
    const [name, value] = childNodes(argument)
    return { name: nameOf(source, name!), value: readNode(source, value!) }
  })
  return { kind: 'named-call', target, arguments: named, ...position }
}

function readSimpleTest(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  if (parts[0]!.name !== 'CompareOp') return readNode(source, parts[0]!)
  return { kind: 'unary-test', operator: textOf(source, parts[0]!) as UnaryOperator, operand: readNode(source, parts[1]!), ...position }
}

function readInterval(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  const [open, low, , high, close] = parts
  return {
    kind: 'interval',
    low: readNode(source, low!),
    high: readNode(source, high!),
    lowIncluded: textOf(source, open!) === '[',
    highIncluded: textOf(source, close!) === ']',
    ...position,
  }
}

function readFunction(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  const formal = parts.find((part) => part.name === 'FormalParameters')
  const parameters: Parameter[] = (formal === undefined ? [] : childNodes(formal)).map((parameter) => {
    const [name, type] = childNodes(parameter)
    return { name: nameOf(source, name!), type: type === undefined ? undefined : readType(source, type) }
  })
  const body = childNodes(parts.find((part) => part.name === 'FunctionBody')!)[0]!
  return {
    kind: 'function',
    parameters,
    body: readNode(source, body),
    external: parts.some((part) => part.name === 'external'),
    ...position,
  }
}

function readArithmetic(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  if (parts.length === 2) return { kind: 'negate', operand: readNode(source, parts[1]!), ...position }
  const operator = textOf(source, parts[1]!) as ArithmeticOperator
  return { kind: 'arithmetic', operator, left: readNode(source, parts[0]!), right: readNode(source, parts[2]!), ...position }
}

function readComparison(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  const left = readNode(source, parts[0]!)
  const operator = textOf(source, parts[1]!)
  if (operator === 'between') {
    return { kind: 'between', value: left, low: readNode(source, parts[2]!), high: readNode(source, parts[4]!), ...position }
  }
  return { kind: 'comparison', operator: operator as UnaryOperator, left, right: readNode(source, parts[2]!), ...position }
}

function readIterators(source: Source, node: GrammarNode): Iterator[] {
  return childNodes(node).map((part) => {
    const [name, , context] = childNodes(part)
    const bounds = childNodes(context!)
    const end = bounds[2] === undefined ? undefined : readNode(source, bounds[2])
    return { name: nameOf(source, name!), source: readNode(source, bounds[0]!), end, from: part.from, to: part.to }
  })
}

function readContext(source: Source, parts: readonly GrammarNode[], position: Position): Node {
  const entries = parts.slice(1, -1).map((entry) => {
    const [key, value] = childNodes(entry)
    const inner = childNodes(key!)[0]!
    const name = inner.name === 'StringLiteral' ? readString(textOf(source, inner)) : nameOf(source, key!)
    return { name, value: readNode(source, value!) }
  })
  return { kind: 'context', entries, ...position }
}
