import type { Decimal } from '../value/index.ts'
import type { Position } from './diagnostic.ts'
import type { FeelValue, UnaryOperator } from './value.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**'
export type ComparisonOperator = UnaryOperator

/** The syntax tree of one expression. Every node knows where it stands. */
export type Node = Position &
  (
    | { readonly kind: 'number'; readonly value: Decimal }
    | { readonly kind: 'literal'; readonly value: FeelValue }
    | { readonly kind: 'invalid-literal'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'input' }
    | { readonly kind: 'path'; readonly source: Node; readonly name: string }
    | { readonly kind: 'filter'; readonly source: Node; readonly condition: Node }
    | { readonly kind: 'call'; readonly target: Node; readonly arguments: readonly Node[] }
    | { readonly kind: 'named-call'; readonly target: Node; readonly arguments: readonly { readonly name: string; readonly value: Node }[] }
    | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'negate'; readonly operand: Node }
    | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Node; readonly right: Node }
    | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Node[] }
    | { readonly kind: 'and'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'or'; readonly left: Node; readonly right: Node }
    | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
    | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly body: Node }
    | { readonly kind: 'some'; readonly iterators: readonly Iterator[]; readonly body: Node }
    | { readonly kind: 'every'; readonly iterators: readonly Iterator[]; readonly body: Node }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly value: Node }[] }
    | { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly body: Node; readonly external: boolean }
    | { readonly kind: 'interval'; readonly low: Node; readonly high: Node; readonly lowIncluded: boolean; readonly highIncluded: boolean }
    | { readonly kind: 'unary-test'; readonly operator: UnaryOperator; readonly operand: Node }
    | { readonly kind: 'instance-of'; readonly value: Node; readonly type: TypeNode }
    | { readonly kind: 'tests'; readonly negated: boolean; readonly tests: readonly Node[] | 'any' }
  )

export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>

/** `for x in source`, or `for x in source..end`. */
export interface Iterator extends Position {
  readonly name: string
  readonly source: Node
  readonly end: Node | undefined
}

export interface Parameter {
  readonly name: string
  readonly type: TypeNode | undefined
}

/** A type as written after `instance of` or on a parameter. */
export type TypeNode = Position &
  (
    | { readonly kind: 'named'; readonly name: string }
    | { readonly kind: 'list'; readonly of: TypeNode }
    | { readonly kind: 'range'; readonly of: TypeNode }
    | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeNode }[] }
    | { readonly kind: 'function'; readonly parameters: readonly TypeNode[]; readonly result: TypeNode }
  )

/** A parsed text: an expression or unary tests. */
export interface Syntax {
  readonly text: string
  readonly root: Node
}

/** Calls `visit` for a node and everything in it, outer nodes first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of childrenOf(node)) walk(child, visit)
}

/** The direct parts of a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'number':
    case 'literal':
    case 'invalid-literal':
    case 'name':
    case 'input':
      return []
    case 'path':
      return [node.source]
    case 'filter':
      return [node.source, node.condition]
    case 'call':
      return [node.target, ...node.arguments]
    case 'named-call':
      return [node.target, ...node.arguments.map((argument) => argument.value)]
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return [node.left, node.right]
    case 'negate':
    case 'unary-test':
      return [node.operand]
    case 'between':
      return [node.value, node.low, node.high]
    case 'in':
      return [node.value, ...node.tests]
    case 'if':
      return [node.condition, node.then, node.otherwise]
    case 'for':
    case 'some':
    case 'every':
      return [
        ...node.iterators.flatMap((iterator) => (iterator.end === undefined ? [iterator.source] : [iterator.source, iterator.end])),
        node.body,
      ]
    case 'list':
      return node.items
    case 'context':
      return node.entries.map((entry) => entry.value)
    case 'function':
      return [node.body]
    case 'interval':
      return [node.low, node.high]
    case 'instance-of':
      return [node.value]
    case 'tests':
      return node.tests === 'any' ? [] : node.tests
  }
}
