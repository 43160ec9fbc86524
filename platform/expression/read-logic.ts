import type { GrammarNode } from './grammar.ts'
import { childNodes, textOf, type Source } from './read-name.ts'
import type { Node } from './syntax.ts'
import type { UnaryOperator } from './value.ts'

type ReadNode = (source: Source, node: GrammarNode) => Node
type Logic = 'and' | 'or'

/** Operands with the operators between them. */
interface Sequence {
  readonly operands: readonly Node[]
  readonly operators: readonly Logic[]
}

/**
 * `and`, `or` and `in` by their precedence. The grammar lets what follows `in` run on over `and` and `or`
 * (`a in b and c` as `a in (b and c)`), so operands and operators are put in a row first and then grouped.
 */
export function readLogic(source: Source, node: GrammarNode, readNode: ReadNode): Node {
  const { operands, operators } = flatten(source, node, readNode)
  let alternatives: Node | undefined
  let group = operands[0]!
  operators.forEach((operator, index) => {
    const next = operands[index + 1]!
    if (operator === 'and') group = { kind: 'and', left: group, right: next, from: group.from, to: next.to }
    else {
      alternatives = joinAlternatives(alternatives, group)
      group = next
    }
  })
  return joinAlternatives(alternatives, group)
}

function joinAlternatives(left: Node | undefined, right: Node): Node {
  return left === undefined ? right : { kind: 'or', left, right, from: left.from, to: right.to }
}

/** Stops at parentheses and at everything else that is no logic. */
function flatten(source: Source, node: GrammarNode, readNode: ReadNode): Sequence {
  const parts = childNodes(node)
  if (node.name === 'Conjunction' || node.name === 'Disjunction') {
    const left = flatten(source, parts[0]!, readNode)
    const right = flatten(source, parts[2]!, readNode)
    const operator = node.name === 'Conjunction' ? 'and' : 'or'
    return { operands: [...left.operands, ...right.operands], operators: [...left.operators, operator, ...right.operators] }
  }
  if (node.name !== 'Comparison' || textOf(source, parts[1]!) !== 'in') return { operands: [readNode(source, node)], operators: [] }
  return flattenIn(source, node, readNode)
}

function flattenIn(source: Source, node: GrammarNode, readNode: ReadNode): Sequence {
  const parts = childNodes(node)
  const value = readNode(source, parts[0]!)
  const list = parts.find((part) => part.name === 'PositiveUnaryTests')
  if (list !== undefined) {
    const tests = childNodes(list).map((test) => readNode(source, test))
    return { operands: [{ kind: 'in', value, tests, from: node.from, to: node.to }], operators: [] }
  }
  const inner = parts[2]!.name === 'PositiveUnaryTest' ? childNodes(parts[2]!)[0]! : parts[2]!
  const [operator, operand] = inner.name === 'SimplePositiveUnaryTest' ? childNodes(inner) : []
  const hasOperator = operator?.name === 'CompareOp'
  const { operands, operators } = flatten(source, hasOperator ? operand! : inner, readNode)
  const [first, ...others] = operands as [Node, ...Node[]]
  const test: Node = hasOperator
    ? { kind: 'unary-test', operator: textOf(source, operator) as UnaryOperator, operand: first, from: inner.from, to: first.to }
    : first
  return { operands: [{ kind: 'in', value, tests: [test], from: node.from, to: test.to }, ...others], operators }
}
